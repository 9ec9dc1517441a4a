package config

import (
	"log/slog"
	"os"
)

// Start is the first line of a deployed program: it makes the log JSON on standard output and reads the
// environment. A program whose environment is wrong ends here, and says why.
func Start() Config {
	slog.SetDefault(slog.New(slog.NewJSONHandler(os.Stdout, nil)))
	c, err := Load()
	if err != nil {
		slog.Error("the environment is wrong", "cause", err.Error())
		os.Exit(1)
	}
	return c
}
