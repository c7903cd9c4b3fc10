// libpq's public header, and nothing else: every call goes through
// Sources/VoteService/Store/PostgreSQL/. pkg-config says where the header lies.
#include <libpq-fe.h>
