package poll

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"github.com/aws/aws-sdk-go-v2/service/dynamodbstreams/types"
)

// progress is how far each shard of one stream was read. It is written to its file after every step, so
// that a crash repeats at most what was under way.
type progress struct {
	mu   sync.Mutex
	file string // empty: in memory only
	kept keptProgress
}

type keptProgress struct {
	Stream string                   `json:"stream"` // a new table has a new stream: the rest is void then
	Shards map[string]shardProgress `json:"shards"`
}

type shardProgress struct {
	After    string `json:"after,omitempty"` // sequence number of the last record that is done
	Finished bool   `json:"finished,omitempty"`
}

func loadProgress(file, stream string) (*progress, error) {
	p := &progress{file: file, kept: keptProgress{Stream: stream, Shards: map[string]shardProgress{}}}
	if file == "" {
		return p, nil
	}
	text, err := os.ReadFile(filepath.Clean(file))
	if errors.Is(err, fs.ErrNotExist) {
		return p, nil
	}
	if err != nil {
		return nil, err
	}
	var kept keptProgress
	if err := json.Unmarshal(text, &kept); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	if kept.Stream == stream && kept.Shards != nil {
		p.kept = kept
	}
	return p, nil
}

func (p *progress) after(shard string) string { return p.get(shard).After }

func (p *progress) finished(shard string) bool { return p.get(shard).Finished }

func (p *progress) get(shard string) shardProgress {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.kept.Shards[shard]
}

// reach notes the last record that is done; "" means that the shard is read from its start.
func (p *progress) reach(shard, sequence string) { p.set(shard, shardProgress{After: sequence}) }

func (p *progress) finish(shard string) { p.set(shard, shardProgress{Finished: true}) }

func (p *progress) set(shard string, now shardProgress) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.kept.Shards[shard] = now
	p.save()
}

// keepOnly drops the shards that the stream no longer has.
func (p *progress) keepOnly(shards []types.Shard) {
	p.mu.Lock()
	defer p.mu.Unlock()
	listed := map[string]bool{}
	for _, shard := range shards {
		listed[*shard.ShardId] = true
	}
	for id := range p.kept.Shards {
		if !listed[id] {
			delete(p.kept.Shards, id)
		}
	}
}

// save replaces the file whole. A checkpoint that cannot be written costs repeats after a restart, which
// handlers bear; so it stops nothing.
func (p *progress) save() {
	if p.file == "" {
		return
	}
	text, err := json.Marshal(p.kept)
	if err != nil {
		return
	}
	next := p.file + ".next"
	if os.WriteFile(next, text, 0o600) == nil {
		_ = os.Rename(next, p.file)
	}
}
