// The zones on record, by gRPC Go with generated stubs: zones HOST:PORT
package main

import (
	"context"
	"fmt"
	"log"
	"os"
	"time"

	"google.golang.org/grpc"
	truce "truce/v1"
)

func main() {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	connection, err := grpc.DialContext(ctx, os.Args[1], grpc.WithInsecure(), grpc.WithBlock())
	if err != nil {
		log.Fatal(err)
	}
	reply, err := truce.NewZoneServiceClient(connection).ListZones(ctx, &truce.ListZonesRequest{})
	if err != nil {
		log.Fatal(err)
	}
	for _, zone := range reply.Zones {
		fmt.Println(zone.Name, zone.Title)
	}
}
