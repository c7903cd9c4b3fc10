# The site, its tests and its measurements. Each target installs what it misses.
.PHONY: site test bench bench-site bench-scale bench-lists bench-increments bench-maps bench-preview bench-votes bench-votes-safety lint check clean

BUILD_PACKAGES = ca-certificates git libcmark-dev libjemalloc-dev libyaml-dev
VOTE_PACKAGES = libpq-dev libsqlite3-dev pkg-config postgresql
TEST_PACKAGES = chromium curl default-jre-headless fonts-noto-cjk nginx-light poppler-utils python3-venv strace
MAP_PEERS = nodejs node-d3-hierarchy
GRIDSHOW = .build/release/gridshow

CASES ?= 10000
ROUNDS ?= 3
FOLDER ?=
TOUCH ?=
IN_FOLDER = $(if $(FOLDER),--folder $(FOLDER)) $(if $(TOUCH),--touch $(TOUCH))
DURATION ?= 60
MILLIONS ?= 10

# Builds content/ into output/.
site:
	@scripts/install-packages $(BUILD_PACKAGES)
	@scripts/build-release gridshow
	$(GRIDSHOW) build
	@echo "The site is in output/: open $(CURDIR)/output/index.html"

# Runs every test: format, Swift, crash, votes and browser.
test:
	@scripts/install-packages $(BUILD_PACKAGES) $(VOTE_PACKAGES) $(TEST_PACKAGES)
	@scripts/set-up-python .tools/tests Tests/Browser/requirements.txt
	@scripts/test

# All measurements below.
bench: bench-site bench-scale bench-lists bench-increments bench-maps bench-preview bench-votes

# Measures cold builds beside Hugo and prints a table: make bench-site CASES=10000 ROUNDS=3 FOLDER=/dev/shm TOUCH=4
bench-site:
	@scripts/install-packages $(BUILD_PACKAGES) python3-venv
	@scripts/set-up-python .tools/peers Tests/Benchmarks/requirements.txt
	@scripts/build-release gridshow
	@.tools/peers/bin/python Tests/Benchmarks/bench.py $(CASES) --rounds $(ROUNDS) $(IN_FOLDER)

# Measures how time and memory grow: a hundred thousand cases beside Hugo, which takes minutes and gigabytes.
bench-scale:
	@$(MAKE) --no-print-directory bench-site CASES=100000 ROUNDS=1

# Measures what lists and counts of the whole site on each page cost: make bench-lists CASES=10000 ROUNDS=5
bench-lists:
	@scripts/install-packages $(BUILD_PACKAGES) python3
	@scripts/build-release gridshow
	@python3 Tests/Benchmarks/bench_lists.py $(CASES) --rounds $(ROUNDS) $(IN_FOLDER)

# Measures what an edit costs in a fresh process, beside Hugo: make bench-increments CASES=10000 ROUNDS=3
bench-increments:
	@scripts/install-packages $(BUILD_PACKAGES) python3-venv
	@scripts/set-up-python .tools/peers Tests/Benchmarks/requirements.txt
	@scripts/build-release gridshow
	@.tools/peers/bin/python Tests/Benchmarks/bench_increments.py $(CASES) --rounds $(ROUNDS) $(IN_FOLDER)

# Measures how long a saved text takes to the browser's reload event: make bench-preview CASES=10000
bench-preview:
	@scripts/install-packages $(BUILD_PACKAGES) python3
	@scripts/build-release gridshow
	@python3 Tests/Benchmarks/bench_preview.py $(CASES)

# Measures maps beside d3-hierarchy and Vega and prints a table: make bench-maps ROUNDS=3
bench-maps:
	@scripts/install-packages $(MAP_PEERS) python3-venv
	@scripts/set-up-python .tools/peers Tests/Benchmarks/requirements.txt
	@scripts/build-release GraphicsBenchmark
	@.tools/peers/bin/python Tests/Benchmarks/bench_maps.py .build/release/GraphicsBenchmark --rounds $(ROUNDS)

# Measures votes a second on SQLite and PostgreSQL, and a store of ten million ballots: make bench-votes DURATION=60
bench-votes:
	@scripts/install-packages $(BUILD_PACKAGES) $(VOTE_PACKAGES) python3
	@scripts/build-release gridshow-votes VoteBenchmark gridshow
	@scripts/with-postgresql python3 Tests/Benchmarks/bench_votes.py --seconds $(DURATION) --millions $(MILLIONS)

# Attacks the vote service, kills it and makes its disk fail, on SQLite and PostgreSQL; a line of JSON for each campaign.
bench-votes-safety:
	@scripts/install-packages $(BUILD_PACKAGES) $(VOTE_PACKAGES) python3 strace
	swift build --product gridshow-votes && swift build --product gridshow && swift build --product VoteBenchmark
	@scripts/vote-campaigns

# Checks the style of the Swift sources.
lint:
	swift format lint --strict --recursive Sources Tests Package.swift

# Reports every fault in content/ and writes no page.
check:
	@scripts/install-packages $(BUILD_PACKAGES)
	@scripts/build-release gridshow
	$(GRIDSHOW) check

# Removes what the targets above made, except the installed packages.
clean:
	rm -rf .build .tools .gridshow
	find output -mindepth 1 ! -name .gitkeep -delete
