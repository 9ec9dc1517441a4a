# Sourced: how every function is compiled, here and for AWS. sam passes no flags of its own.

export CGO_ENABLED=0
export GOFLAGS='-buildvcs=false -trimpath -tags=lambda.norpc "-ldflags=-s -w"'
export SAM_CLI_TELEMETRY=0
