#include "service/face.h"

const struct face *const faces_all[] = { &sp_face, &grpc_face, &http1_face, NULL };
