package deployment

import (
	"fmt"
	"strings"
	"time"
)

// Mapping is how Lambda calls a function with the records of the stream or of a queue.
type Mapping struct {
	BatchSize int
	// Attempts is how often a record is tried in all; 0: for ever. A queue counts for itself.
	Attempts int
	// Filters are the patterns of FilterCriteria; a record that matches one is handed over. None: all are.
	Filters []string
	// Queue is the queue's name in the template; empty for the stream.
	Queue string
	// Concurrency is how many batches of a queue may be under way at once.
	Concurrency int
}

// StreamMapping is that of the function which listens to the table.
func (t Template) StreamMapping(function string) (Mapping, error) {
	return t.mapping(function, "DynamoDB")
}

// QueueMapping is that of the function which works on a queue.
func (t Template) QueueMapping(function string) (Mapping, error) { return t.mapping(function, "SQS") }

func (t Template) mapping(function, kind string) (Mapping, error) {
	var properties struct {
		Events map[string]struct {
			Type       string `yaml:"Type"`
			Properties struct {
				Queue                string `yaml:"Queue"`
				BatchSize            int    `yaml:"BatchSize"`
				MaximumRetryAttempts int    `yaml:"MaximumRetryAttempts"`
				FilterCriteria       struct {
					Filters []struct {
						Pattern string `yaml:"Pattern"`
					} `yaml:"Filters"`
				} `yaml:"FilterCriteria"`
				ScalingConfig struct {
					MaximumConcurrency int `yaml:"MaximumConcurrency"`
				} `yaml:"ScalingConfig"`
			} `yaml:"Properties"`
		} `yaml:"Events"`
	}
	if err := t.properties("AWS::Serverless::Function", function, &properties); err != nil {
		return Mapping{}, err
	}
	for _, event := range properties.Events {
		if event.Type != kind {
			continue
		}
		p := event.Properties
		m := Mapping{BatchSize: p.BatchSize, Queue: logicalID(p.Queue), Concurrency: max(p.ScalingConfig.MaximumConcurrency, 1)}
		if p.MaximumRetryAttempts > 0 {
			m.Attempts = p.MaximumRetryAttempts + 1
		}
		for _, filter := range p.FilterCriteria.Filters {
			m.Filters = append(m.Filters, filter.Pattern)
		}
		return m, nil
	}
	return Mapping{}, fmt.Errorf("template.yaml: %s has no event of type %s", function, kind)
}

// Queue is a queue's settings.
type Queue struct {
	Visibility  time.Duration
	MaxReceives int    // 0: no dead letters
	DeadLetters string // name in the template
}

// Queue reads the queue of that name.
func (t Template) Queue(name string) (Queue, error) {
	var properties struct {
		VisibilityTimeout int `yaml:"VisibilityTimeout"`
		RedrivePolicy     struct {
			MaxReceiveCount     int    `yaml:"maxReceiveCount"`
			DeadLetterTargetArn string `yaml:"deadLetterTargetArn"`
		} `yaml:"RedrivePolicy"`
	}
	if err := t.properties("AWS::SQS::Queue", name, &properties); err != nil {
		return Queue{}, err
	}
	return Queue{
		Visibility:  time.Duration(properties.VisibilityTimeout) * time.Second,
		MaxReceives: properties.RedrivePolicy.MaxReceiveCount,
		DeadLetters: logicalID(properties.RedrivePolicy.DeadLetterTargetArn),
	}, nil
}

// logicalID is the name in "MailQueue.Arn", which is what is left of !GetAtt MailQueue.Arn.
func logicalID(reference string) string {
	id, _, _ := strings.Cut(reference, ".")
	return id
}
