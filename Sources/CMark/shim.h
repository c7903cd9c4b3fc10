// libcmark's public header, and nothing else: every call goes through
// Sources/Markdown/CommonMarkParser.swift.
#include <cmark.h>
