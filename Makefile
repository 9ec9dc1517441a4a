# `make run` and `make test` are all that one needs; each installs what is missing first.
# Flags of the local run: make run ARGS="--fresh --port 8081"

# Go trades memory for time: compilers, linters and tests collect garbage a quarter as often. Everything is built with the
# flags of what is deployed (template.yaml), so that it is compiled once.
export GOGC ?= 400
export GOFLAGS ?= -trimpath
export CGO_ENABLED ?= 0

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.NOTPARALLEL:
.PHONY: help run test lint test-go test-race test-crowd test-page test-e2e test-sam test-scim test-fuzz bench sam-local screenshots openapi operator

help: ## say what there is
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z0-9-]+):.*## /\1\t/' | expand -t 14

run: ## Roster on this machine: http://localhost:8080
	@exec bash infra/local/run.sh $(ARGS)

test: ## everything that must hold before a change lands
	bash infra/install/test.sh
	$(MAKE) --no-print-directory lint test-page test-sam test-scim test-fuzz test-e2e test-go

lint: ## formatting, vet and the import rules
	bash infra/install/lint.sh
	.roster/tools/bin/golangci-lint run --allow-parallel-runners ./...

test-go: ## the Go tests, on a real DynamoDB, mail service and queues
	node --test infra/edge/*.test.mjs
	go run ./infra/local/testdb -- go test -vet=off -short -shuffle=on ./...

test-race: ## the same under the race detector, which would take `make test` over its twenty minutes on two processors
	go run ./infra/local/testdb -- env CGO_ENABLED=1 go test -race -short -shuffle=on ./...

test-crowd: ## what `make test` does with a thousand events, with ten thousand: some minutes
	go run ./infra/local/testdb -- go test -v -run TenThousand ./functions/deliver

test-page: ## the page: types, lint, unit tests, build and size
	npm --prefix frontend run check
	npm --prefix frontend run test
	bash infra/local/page.sh
	npm --prefix frontend run size

test-e2e: ## the page in a real Chromium, from sign-up to removal; ARGS=keyboard for one story
	bash infra/e2e/run.sh run.mjs $(ARGS)

screenshots: ## pictures of every view into .roster/screenshots
	bash infra/e2e/run.sh screenshots.mjs $(ARGS)

test-sam: ## the template's checks, and three functions in Lambda's runtime interface emulator
	bash infra/sam/smoke.sh

test-fuzz: ## the whole API against its OpenAPI document, by schemathesis; ARGS="--callers guest --operation invite"
	bash infra/fuzz/run.sh $(ARGS)

sam-local: ## the functions as they are deployed, beside `make run`
	bash infra/sam/local.sh $(ARGS)

test-scim: ## a public SCIM test client at the running product
	bash infra/scim/run.sh

bench: export GOGC = 100 # as on Lambda: garbage is part of what is measured
bench: ## what a function costs at its start, a request beside its bare calls, and lists of 100,000 people; ARGS="-most 10000"
	go run ./infra/bench/coldstart
	go run ./infra/local/testdb -- go test -run none -bench . -benchtime 20x ./infra/bench/handler
	go run ./infra/local/testdb -- go test -run none -bench . -benchtime 50x -timeout 60m ./infra/bench/members -args $(ARGS)

openapi: ## the OpenAPI document and the page's types, from the code
	go run ./infra/openapi
	npm --prefix frontend run generate

operator: ## the operator's command on the data of `make run`: ARGS="restore 482-913-0776"
	@ROSTER_TABLE=roster ROSTER_DYNAMODB_ENDPOINT=http://localhost:9403 \
	AWS_REGION=eu-central-1 AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local ROSTER_WEBHOOKS_LOCAL=true ROSTER_MASTER_KEY="$$(cat .roster/data/master.key)" go run ./infra/operator $(ARGS)
