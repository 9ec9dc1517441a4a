package deployment

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"roster/infra/local/stack"
)

const template = `
Resources:
  DispatchFunction:
    Type: AWS::Serverless::Function
    Properties:
      Events:
        Stream:
          Type: DynamoDB
          Properties:
            Stream: !GetAtt Table.StreamArn
            BatchSize: 50
            MaximumRetryAttempts: 5
            FilterCriteria: { Filters: [{ Pattern: '{"eventName":["INSERT"]}' }] }
  NotifyFunction:
    Type: AWS::Serverless::Function
    Properties:
      Events:
        Mail:
          Type: SQS
          Properties: { Queue: !GetAtt MailQueue.Arn, BatchSize: 10, ScalingConfig: { MaximumConcurrency: 2 } }
  MailQueue:
    Type: AWS::SQS::Queue
    Properties:
      VisibilityTimeout: 180
      RedrivePolicy: { deadLetterTargetArn: !GetAtt MailDeadLetters.Arn, maxReceiveCount: 10 }
`

func TestMappingsAndQueues(t *testing.T) {
	parsed, err := parse([]byte(template))
	if err != nil {
		t.Fatal(err)
	}
	stream, err := parsed.StreamMapping("DispatchFunction")
	if diff := cmp.Diff(Mapping{BatchSize: 50, Attempts: 6, Filters: []string{`{"eventName":["INSERT"]}`}, Concurrency: 1}, stream); err != nil || diff != "" {
		t.Error(err, diff)
	}
	mail, err := parsed.QueueMapping("NotifyFunction")
	if diff := cmp.Diff(Mapping{BatchSize: 10, Queue: "MailQueue", Concurrency: 2}, mail); err != nil || diff != "" {
		t.Error(err, diff)
	}
	queue, err := parsed.Queue("MailQueue")
	if diff := cmp.Diff(Queue{Visibility: 3 * time.Minute, MaxReceives: 10, DeadLetters: "MailDeadLetters"}, queue); err != nil || diff != "" {
		t.Error(err, diff)
	}
	if _, err := parsed.StreamMapping("NotifyFunction"); err == nil {
		t.Error("found a stream where there is none")
	}
}

// TestTheRealTemplate: the local run finds all that it needs in the template that is deployed.
func TestTheRealTemplate(t *testing.T) {
	root, err := stack.FindRoot()
	if err != nil {
		t.Fatal(err)
	}
	real, err := Read(root)
	if err != nil {
		t.Fatal(err)
	}
	edge, err := real.Edge()
	if err != nil {
		t.Fatal(err)
	}
	for _, header := range []string{"Content-Security-Policy", "X-Frame-Options", "Referrer-Policy", "Permissions-Policy"} {
		if edge.Headers[header] == "" {
			t.Errorf("no %s", header)
		}
	}
	mail, err := real.QueueMapping("NotifyFunction")
	if err != nil {
		t.Fatal(err)
	}
	if queue, err := real.Queue(mail.Queue); err != nil || queue.MaxReceives == 0 || queue.DeadLetters == "" {
		t.Errorf("the mail queue has no dead letters: %+v %v", queue, err)
	}
	stream, err := real.StreamMapping("DispatchFunction")
	if err != nil || len(stream.Filters) == 0 || stream.Attempts == 0 {
		t.Errorf("the stream's mapping: %+v %v", stream, err)
	}
}
