/* Membership in the United Nations, by the day of admission.
 *
 * Sources: United Nations Member States, press release ORG/1469 (3 July 2006), by date of
 * admission, and its notes on the members that merged, left, came back, dissolved or
 * continued under another name; A/RES/65/308 (South Sudan). The 51 original members count
 * from the day that the Charter took effect, 24 October 1945, or from their ratification,
 * where that came later: here from the first, as its records count them. Syria was a part of
 * the United Arab Republic in between, and Indonesia stayed away. */
#include "tests/support_members.h"

#include <string.h>

/* A stretch of membership: the day of admission, and the last day or NULL. */
struct membership {
	const char *id, *since, *until;
};

#define ORIGINAL(id)                                                                                                   \
	{                                                                                                              \
		id, "1945-10-24", NULL                                                                                 \
	}

/* clang-format off */
static const struct membership memberships[] = {
	ORIGINAL("ARG"), ORIGINAL("AUS"), ORIGINAL("BEL"), ORIGINAL("BOL"), ORIGINAL("BRA"),
	ORIGINAL("BLR"), ORIGINAL("CAN"), ORIGINAL("CHL"), ORIGINAL("CHN"), ORIGINAL("COL"),
	ORIGINAL("CRI"), ORIGINAL("CUB"), ORIGINAL("DNK"), ORIGINAL("DOM"), ORIGINAL("ECU"),
	ORIGINAL("EGY"), ORIGINAL("SLV"), ORIGINAL("ETH"), ORIGINAL("FRA"), ORIGINAL("GRC"),
	ORIGINAL("GTM"), ORIGINAL("HTI"), ORIGINAL("HND"), ORIGINAL("IND"), ORIGINAL("IRN"),
	ORIGINAL("IRQ"), ORIGINAL("LBN"), ORIGINAL("LBR"), ORIGINAL("LUX"), ORIGINAL("MEX"),
	ORIGINAL("NLD"), ORIGINAL("NZL"), ORIGINAL("NIC"), ORIGINAL("NOR"), ORIGINAL("PAN"),
	ORIGINAL("PRY"), ORIGINAL("PER"), ORIGINAL("PHL"), ORIGINAL("POL"), ORIGINAL("SAU"),
	ORIGINAL("ZAF"), ORIGINAL("TUR"), ORIGINAL("UKR"), ORIGINAL("GBR"), ORIGINAL("USA"),
	ORIGINAL("URY"), ORIGINAL("VEN"),
	{ "CSK", "1945-10-24", "1992-12-31" },
	{ "SUN", "1945-10-24", "1991-12-23" },
	{ "SYR", "1945-10-24", "1958-02-20" },
	{ "YUG", "1945-10-24", "2000-10-31" },
	{ "AFG", "1946-11-19", NULL }, { "ISL", "1946-11-19", NULL }, { "SWE", "1946-11-19", NULL },
	{ "THA", "1946-12-16", NULL },
	{ "PAK", "1947-09-30", NULL }, { "YEM", "1947-09-30", NULL },
	{ "MMR", "1948-04-19", NULL },
	{ "ISR", "1949-05-11", NULL },
	{ "IDN", "1950-09-28", "1965-01-19" },
	{ "ALB", "1955-12-14", NULL }, { "AUT", "1955-12-14", NULL }, { "BGR", "1955-12-14", NULL },
	{ "KHM", "1955-12-14", NULL }, { "LKA", "1955-12-14", NULL }, { "FIN", "1955-12-14", NULL },
	{ "HUN", "1955-12-14", NULL }, { "IRL", "1955-12-14", NULL }, { "ITA", "1955-12-14", NULL },
	{ "JOR", "1955-12-14", NULL }, { "LAO", "1955-12-14", NULL }, { "LBY", "1955-12-14", NULL },
	{ "NPL", "1955-12-14", NULL }, { "PRT", "1955-12-14", NULL }, { "ROU", "1955-12-14", NULL },
	{ "ESP", "1955-12-14", NULL },
	{ "MAR", "1956-11-12", NULL }, { "SDN", "1956-11-12", NULL }, { "TUN", "1956-11-12", NULL },
	{ "JPN", "1956-12-18", NULL },
	{ "GHA", "1957-03-08", NULL }, { "MYS", "1957-09-17", NULL },
	{ "GIN", "1958-12-12", NULL },
	{ "BEN", "1960-09-20", NULL }, { "BFA", "1960-09-20", NULL }, { "CAF", "1960-09-20", NULL },
	{ "CIV", "1960-09-20", NULL }, { "CMR", "1960-09-20", NULL }, { "COD", "1960-09-20", NULL },
	{ "COG", "1960-09-20", NULL }, { "CYP", "1960-09-20", NULL }, { "GAB", "1960-09-20", NULL },
	{ "MDG", "1960-09-20", NULL }, { "NER", "1960-09-20", NULL }, { "SOM", "1960-09-20", NULL },
	{ "TCD", "1960-09-20", NULL }, { "TGO", "1960-09-20", NULL },
	{ "MLI", "1960-09-28", NULL }, { "SEN", "1960-09-28", NULL },
	{ "NGA", "1960-10-07", NULL },
	{ "SLE", "1961-09-27", NULL }, { "SYR", "1961-10-13", NULL },
	{ "MNG", "1961-10-27", NULL }, { "MRT", "1961-10-27", NULL },
	{ "TZA", "1961-12-14", NULL },
	{ "BDI", "1962-09-18", NULL }, { "JAM", "1962-09-18", NULL }, { "RWA", "1962-09-18", NULL },
	{ "TTO", "1962-09-18", NULL },
	{ "DZA", "1962-10-08", NULL }, { "UGA", "1962-10-25", NULL },
	{ "KWT", "1963-05-14", NULL }, { "KEN", "1963-12-16", NULL },
	{ "ZANZIBAR", "1963-12-16", "1964-04-25" },
	{ "MLT", "1964-12-01", NULL }, { "MWI", "1964-12-01", NULL }, { "ZMB", "1964-12-01", NULL },
	{ "GMB", "1965-09-21", NULL }, { "MDV", "1965-09-21", NULL }, { "SGP", "1965-09-21", NULL },
	{ "GUY", "1966-09-20", NULL }, { "IDN", "1966-09-28", NULL },
	{ "BWA", "1966-10-17", NULL }, { "LSO", "1966-10-17", NULL }, { "BRB", "1966-12-09", NULL },
	{ "YMD", "1967-12-14", "1990-05-21" },
	{ "MUS", "1968-04-24", NULL }, { "SWZ", "1968-09-24", NULL }, { "GNQ", "1968-11-12", NULL },
	{ "FJI", "1970-10-13", NULL },
	{ "BHR", "1971-09-21", NULL }, { "BTN", "1971-09-21", NULL }, { "QAT", "1971-09-21", NULL },
	{ "OMN", "1971-10-07", NULL }, { "ARE", "1971-12-09", NULL },
	{ "BHS", "1973-09-18", NULL }, { "DEU", "1973-09-18", NULL },
	{ "DDR", "1973-09-18", "1990-10-02" },
	{ "BGD", "1974-09-17", NULL }, { "GNB", "1974-09-17", NULL }, { "GRD", "1974-09-17", NULL },
	{ "CPV", "1975-09-16", NULL }, { "MOZ", "1975-09-16", NULL }, { "STP", "1975-09-16", NULL },
	{ "PNG", "1975-10-10", NULL }, { "COM", "1975-11-12", NULL }, { "SUR", "1975-12-04", NULL },
	{ "SYC", "1976-09-21", NULL }, { "AGO", "1976-12-01", NULL }, { "WSM", "1976-12-15", NULL },
	{ "DJI", "1977-09-20", NULL }, { "VNM", "1977-09-20", NULL },
	{ "SLB", "1978-09-19", NULL }, { "DMA", "1978-12-18", NULL },
	{ "LCA", "1979-09-18", NULL },
	{ "ZWE", "1980-08-25", NULL }, { "VCT", "1980-09-16", NULL },
	{ "VUT", "1981-09-15", NULL }, { "BLZ", "1981-09-25", NULL }, { "ATG", "1981-11-11", NULL },
	{ "KNA", "1983-09-23", NULL },
	{ "BRN", "1984-09-21", NULL },
	{ "NAM", "1990-04-23", NULL }, { "LIE", "1990-09-18", NULL },
	{ "EST", "1991-09-17", NULL }, { "FSM", "1991-09-17", NULL }, { "KOR", "1991-09-17", NULL },
	{ "LTU", "1991-09-17", NULL }, { "LVA", "1991-09-17", NULL }, { "MHL", "1991-09-17", NULL },
	{ "PRK", "1991-09-17", NULL },
	{ "RUS", "1991-12-24", NULL },
	{ "ARM", "1992-03-02", NULL }, { "AZE", "1992-03-02", NULL }, { "KAZ", "1992-03-02", NULL },
	{ "KGZ", "1992-03-02", NULL }, { "MDA", "1992-03-02", NULL }, { "SMR", "1992-03-02", NULL },
	{ "TJK", "1992-03-02", NULL }, { "TKM", "1992-03-02", NULL }, { "UZB", "1992-03-02", NULL },
	{ "BIH", "1992-05-22", NULL }, { "HRV", "1992-05-22", NULL }, { "SVN", "1992-05-22", NULL },
	{ "GEO", "1992-07-31", NULL },
	{ "CZE", "1993-01-19", NULL }, { "SVK", "1993-01-19", NULL }, { "MKD", "1993-04-08", NULL },
	{ "ERI", "1993-05-28", NULL }, { "MCO", "1993-05-28", NULL }, { "AND", "1993-07-28", NULL },
	{ "PLW", "1994-12-15", NULL },
	{ "KIR", "1999-09-14", NULL }, { "NRU", "1999-09-14", NULL }, { "TON", "1999-09-14", NULL },
	{ "TUV", "2000-09-05", NULL },
	{ "YUG", "2000-11-01", "2003-02-03" },
	{ "CHE", "2002-09-10", NULL }, { "TLS", "2002-09-27", NULL },
	{ "SCG", "2003-02-04", "2006-06-02" },
	{ "SRB", "2006-06-03", NULL }, { "MNE", "2006-06-28", NULL },
	{ "SSD", "2011-07-14", NULL },
	{ NULL, NULL, NULL },
};
/* clang-format on */

bool support_is_member(const char *id, const char *day)
{
	for (const struct membership *m = memberships; m->id != NULL; m++)
		if (strcmp(m->id, id) == 0 && strcmp(m->since, day) <= 0 &&
		    (m->until == NULL || strcmp(day, m->until) <= 0))
			return true;
	return false;
}
