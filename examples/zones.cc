// The zones on record, by gRPC C++ with generated stubs: zones HOST:PORT
#include <grpcpp/grpcpp.h>
#include <iostream>

#include "truce/v1/zone_service.grpc.pb.h"

int main(int, char **argv)
{
	auto zones = truce::v1::ZoneService::NewStub(grpc::CreateChannel(argv[1], grpc::InsecureChannelCredentials()));
	grpc::ClientContext context;
	context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(10));
	truce::v1::ListZonesResponse reply;
	grpc::Status status = zones->ListZones(&context, {}, &reply);
	if (!status.ok())
		std::cerr << status.error_code() << ": " << status.error_message() << "\n";
	for (const auto &zone : reply.zones())
		std::cout << zone.name() << " " << zone.title() << "\n";
	return status.ok() ? 0 : 1;
}
