package dispatch_test

import (
	"strings"

	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/google/go-cmp/cmp"

	"roster/shared/account"
	"roster/shared/store/storetest"
)

// isRight holds what is kept against the records as they lie in the table, by rules that are written here a
// second time: docs/data-model.md says under which terms a person lies.
func (w *world) isRight(is kept) {
	w.t.Helper()
	want := map[[2]string]any{} // the summary under each key of a filter row
	words := map[string]bool{}  // who lies under words, by tab and id
	for _, i := range storetest.Table(w.t, w.Config) {
		var record struct {
			Kind    string         `dynamodbav:"kind"`
			Roles   []string       `dynamodbav:"ad_account_roles"`
			Summary map[string]any `dynamodbav:"summary"`
		}
		if err := attributevalue.UnmarshalMap(i, &record); err != nil {
			w.t.Fatal(err)
		}
		s := record.Summary
		field := func(name string) string { text, _ := s[name].(string); return text }
		var terms []string
		var tab, id, name string
		switch {
		case record.Kind == "member":
			tab, id, name = "M#"+field("state"), account.MemberPrefix+strings.TrimPrefix(field("user"), account.UserPrefix), field("name")
			terms = append(terms, "two_factor=off")
			permissions, _ := s["permissions"].([]any)
			if field("state") == "active" && (field("role") == "admin" || contains(permissions, "users.manage")) {
				terms = append(terms, "administers")
			}
			for _, role := range record.Roles {
				onAdAccount, _, _ := strings.Cut(role, "/")
				terms = append(terms, "ad_account="+onAdAccount, "ad_account="+role)
			}
		case record.Kind == "invitation" && field("state") == "pending":
			tab, id, name = "I#pending", field("id"), field("name")
			if name == "" {
				name = field("email")
			}
		default:
			continue
		}
		sort := strings.ReplaceAll(strings.ToLower(name), "ü", "u") + " #" + id
		for _, term := range append(terms, "role="+field("role")) {
			want[[2]string{"O#" + field("org") + "#F#" + tab + "#" + term, sort}] = s
		}
		words["O#"+field("org")+"#W#"+tab+" "+id] = true
	}
	got, gotWords := map[[2]string]any{}, map[string]bool{}
	for key, row := range is {
		switch {
		case strings.Contains(key[0], "#F#"):
			got[key] = row["summary"]
		case strings.Contains(key[0], "#W#"):
			gotWords[key[0]+" "+key[1][strings.LastIndexByte(key[1], '#')+1:]] = true
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		w.t.Errorf("the filter rows are not what the records say: %s", diff)
	}
	if diff := cmp.Diff(words, gotWords); diff != "" {
		w.t.Errorf("those who lie under words are others: %s", diff)
	}
}

func contains(all []any, wanted string) bool {
	for _, one := range all {
		if one == wanted {
			return true
		}
	}
	return false
}
