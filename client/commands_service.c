#include "client/commands.h"

#include "client/views.h"

static const struct option_row health_options[] = {
	{ "methods", 'm', NULL, "figures of each method as well" },
	OPTIONS_END,
};

const struct command service_commands[] = {
	{ .words = "health",
	  .synopsis = "",
	  .summary = "whether the service is well, and its figures",
	  .about = "Whether the service is well, and its figures. The exit code is 0 where it is, 4 where reads "
		   "are answered and writes are refused, and 69 where nobody answers.",
	  .examples = "  truce health --methods\n",
	  .options = health_options,
	  .run = health_run,
	  .methods = { "/grpc.health.v1.Health/Check", "/truce.v1.ServerService/GetServerStatus" } },
	{ .words = "describe",
	  .synopsis = "[METHOD|TYPE]",
	  .summary = "the schema: methods, messages and their fields",
	  .about = "Says what the schema says, with its comments; no service is needed.",
	  .examples = "  truce describe\n"
		      "  truce describe Zone\n"
		      "  truce describe GetZoneStatus\n",
	  .most = 1,
	  .run = describe_run },
	{ .words = "call",
	  .synopsis = "METHOD [JSON|-]",
	  .summary = "any method, with its message in JSON",
	  .about = "Calls a method, named in full or as short as it is clear, with a message in JSON (- for "
		   "standard input), and prints the answer in JSON.",
	  .examples = "  truce call GetZone '{\"name\": \"zones/idlib\"}'\n"
		      "  truce call ZoneService/ListZones '{\"page_size\": 5}'\n"
		      "  truce call ServerReflectionInfo '{\"list_services\": \"\"}'\n",
	  .least = 1,
	  .most = 2,
	  .run = call_run,
	  .any_method = true },
	{ .words = "help", .synopsis = "[COMMAND]", .summary = "help on a command", .most = 2, .run = help_run },
	{ .words = NULL },
};
