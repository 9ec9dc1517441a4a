package feedback_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"roster/shared/account"
	"roster/shared/mail/feedback"
)

var about = feedback.Reference{
	Organization: "4829130776", Invitation: "inv_01JD8Z4T9QH2X6W3V5N7M1K0FB",
	Event: "evt_01JD8Z4T9QH2X6W3V5N7M1K0FC", Mailing: "1-1795874700000",
}

// An event in the whole shape that SES documents leads back to what the letter was about.
func TestABounceOfSES(t *testing.T) {
	t.Parallel()
	detail, err := os.ReadFile("testdata/bounce.json")
	if err != nil {
		t.Fatal(err)
	}
	got, err := feedback.Read(detail)
	if err != nil {
		t.Fatal(err)
	}
	want := feedback.Report{
		About: about, State: account.MailBounced, Why: "Bounce Permanent General",
		Message: "EXAMPLE7c191be45-e9aedb9a-02f9-4d12-a87d-dd0099a07f8a-000000",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// What each event says of a letter.
func TestWhatAnEventSays(t *testing.T) {
	t.Parallel()
	for event, want := range map[string]account.MailState{
		`"eventType":"Delivery","delivery":{"recipients":["a@b.example"]}`:                                    account.MailDelivered,
		`"eventType":"Complaint","complaint":{"complaintFeedbackType":"abuse"}`:                               account.MailComplained,
		`"eventType":"Reject","reject":{"reason":"Bad content"}`:                                              account.MailBounced,
		`"eventType":"Rendering Failure","failure":{"errorMessage":"x","templateName":"y"}`:                   account.MailBounced,
		`"eventType":"Bounce","bounce":{"bounceType":"Permanent","bounceSubType":"NoEmail"}`:                  account.MailBounced,
		`"eventType":"Bounce","bounce":{"bounceType":"Permanent","bounceSubType":"Suppressed"}`:               account.MailBounced,
		`"eventType":"Bounce","bounce":{"bounceType":"Permanent","bounceSubType":"OnAccountSuppressionList"}`: account.MailBounced,
		`"eventType":"Bounce","bounce":{"bounceType":"Undetermined","bounceSubType":"Undetermined"}`:          account.MailBounced,
		`"eventType":"Bounce","bounce":{"bounceType":"Transient","bounceSubType":"MailboxFull"}`:              account.MailBounced,
		`"eventType":"Bounce","bounce":{"bounceType":"Transient","bounceSubType":"General"}`:                  "", // an automatic answer
		`"eventType":"Send","send":{}`:                                            "",
		`"eventType":"DeliveryDelay","deliveryDelay":{"delayType":"MailboxFull"}`: "",
		`"eventType":"Something new"`:                                             "",
	} {
		got, err := feedback.Read(json.RawMessage(`{` + event + `,"mail":{"messageId":"m","tags":{}}}`))
		if err != nil || got.State != want || got.About != (feedback.Reference{}) {
			t.Errorf("%s says %q (%v) about %+v, want %q", event, got.State, err, got.About, want)
		}
	}
}

func TestWhatCannotBeReadIsAnError(t *testing.T) {
	t.Parallel()
	for _, detail := range []string{``, `null`, `[]`, `"Bounce"`, `{}`, `{"eventType":"Bounce"}`, `{"mail":{"messageId":"m"}}`, `{"eventType":"Bounce","mail":{"messageId":"m","tags":{"invitation":"inv"}}}`} {
		if got, err := feedback.Read(json.RawMessage(detail)); err == nil {
			t.Errorf("%s reads as %+v", detail, got)
		}
	}
}

// SES takes letters, digits, underscores and dashes in a tag, and refuses the mail otherwise.
func TestTagsAreWhatSESTakes(t *testing.T) {
	t.Parallel()
	tags := about.Tags()
	if len(tags) != 4 || len((feedback.Reference{}).Tags()) != 0 {
		t.Errorf("the tags are %v", tags)
	}
	for _, tag := range tags {
		if strings.Trim(tag.Name+tag.Value, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-") != "" || len(tag.Value) > 256 {
			t.Errorf("SES does not take %v", tag)
		}
	}
}
