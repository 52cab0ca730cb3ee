#!/usr/bin/python3
"""The zones on record, by python3-grpcio with generated stubs: zones.py HOST:PORT [CA.pem [TOKEN]]"""
import signal
import sys

import grpc
from truce.v1 import zone_service_pb2, zone_service_pb2_grpc

signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # whoever reads what is printed may stop
address, ca, token = (sys.argv[1:] + ["", ""])[:3]
trust = grpc.ssl_channel_credentials(open(ca, "rb").read()) if ca else None
metadata = [("authorization", "Bearer " + token)] if token else []

with grpc.secure_channel(address, trust) if ca else grpc.insecure_channel(address) as channel:
    service = zone_service_pb2_grpc.ZoneServiceStub(channel)
    try:
        for zone in service.ListZones(zone_service_pb2.ListZonesRequest(), timeout=10, metadata=metadata).zones:
            print(zone.name, zone.title)
    except grpc.RpcError as error:
        sys.exit("%s: %s" % (error.code().name, error.details()))
