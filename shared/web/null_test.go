package web_test

import (
	"context"
	"encoding/json"
	"net/http"
	"testing"

	"roster/shared/web"
	"roster/shared/web/webtest"
	"roster/shared/wire"
)

type part struct {
	Name  string   `json:"name"`
	Notes []string `json:"notes,omitempty"`
}

type patchPart struct {
	Body struct {
		Name  *string              `json:"name,omitempty"`
		Codes []string             `json:"codes,omitempty"`
		Parts []part               `json:"parts,omitempty"`
		Other wire.Patched[string] `json:"other,omitzero" nullable:"true"`
	}
}

func patches(api *web.API) {
	web.Add(api, web.Route[patchPart, struct{}]{
		Method: http.MethodPatch, Path: "/v1/part", ID: "patch-part", Access: web.Anyone, Status: http.StatusNoContent,
		Do: func(context.Context, *web.Call, *patchPart) (*struct{}, error) { return &struct{}{}, nil },
	})
}

// In a merge patch null takes a value away. Where that cannot be, it is refused and not passed over; and a property in
// other letters is an unknown one, which might otherwise stand beside the one that was checked.
func TestNullIsRefusedWhereTheSchemaDoes(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, patches)
	for sent, field := range map[string]string{
		`{}`:                          "",
		`{"name":"null"}`:             "",
		`{"other":null}`:              "",
		`{"other":null,"name":"one"}`: "",
		`{"name":null}`:               "body.name",
		`{"codes":null}`:              "body.codes",
		`{"codes":[null]}`:            "body.codes[0]",
		`{"parts":[{"name":"one"},{"name":"two","notes":null}]}`: "body.parts[1].notes",
		`{"parts":[{"name":null}]}`:                              "body.parts[0].name",
		`null`:                                                   "body",
		`{"Name":"one"}`:                                         "body.Name",
		`{"name":"one","NAME":"two"}`:                            "body.NAME",
	} {
		answer := w.Nobody().Patch("/v1/part", json.RawMessage(sent))
		if field == "" {
			answer.Is(http.StatusNoContent)
			continue
		}
		var problem web.Problem
		answer.Refused(http.StatusUnprocessableEntity, "invalid").Into(&problem)
		if len(problem.Errors) != 1 || problem.Errors[0].Location != field {
			t.Errorf("%s: the bad fields are %+v, want %s", sent, problem.Errors, field)
		}
	}
}
