#!/usr/bin/python3
"""Any call without a schema, by reflection: reflect.py HOST:PORT SERVICE/METHOD JSON"""
import signal
import sys

import grpc
from google.protobuf import descriptor_pb2, descriptor_pool, json_format, message_factory

signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # whoever reads what is printed may stop
address, path, text = sys.argv[1:4]
channel = grpc.insecure_channel(address)
pool = descriptor_pool.DescriptorPool()
pool.AddSerializedFile(descriptor_pb2.DESCRIPTOR.serialized_pb)
pool.Add(descriptor_pb2.FileDescriptorProto(  # what a reply of reflection's is, as far as it is needed
    name="reply", dependency=["google/protobuf/descriptor.proto"], message_type=[descriptor_pb2.DescriptorProto(
        name="Reply", field=[descriptor_pb2.FieldDescriptorProto(
            name="files", number=4, label=1, type=11, type_name=".google.protobuf.FileDescriptorSet")])]))
message = message_factory.MessageFactory(pool).GetPrototype
reflect = channel.stream_stream("/grpc.reflection.v1.ServerReflection/ServerReflectionInfo", None,
                                message(pool.FindMessageTypeByName("Reply")).FromString)


def learn(kind, name, known=set()):
    """Adds the file of this name (kind 3), or that declares this symbol (kind 4), after those that it imports."""
    reply = next(reflect(iter([bytes([kind << 3 | 2, len(name)]) + name.encode()]), timeout=10))
    for file in reply.files.file:
        if file.name not in known:
            known.add(file.name)
            for other in file.dependency:
                learn(3, other)
            pool.AddSerializedFile(file.SerializeToString())


service, name = path.split("/")
learn(4, service)
method = pool.FindServiceByName(service).FindMethodByName(name)
call = channel.unary_unary("/" + path, lambda m: m.SerializeToString(), message(method.output_type).FromString)
print(json_format.MessageToJson(call(json_format.Parse(text, message(method.input_type)()), timeout=10)))
