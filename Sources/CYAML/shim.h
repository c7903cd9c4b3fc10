// libyaml's public header, and nothing else: every call goes through Sources/SiteBuilding/Load/YAML/YAMLEvents.swift.
#include <yaml.h>
