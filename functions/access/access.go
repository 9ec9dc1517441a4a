// Package access tells other services what a user may do now. Nothing of an answer is kept, here or on the way: the
// next question may have another answer.
package access

import (
	"context"
	"net/http"

	"roster/shared/account"
	"roster/shared/store"
	"roster/shared/web"
)

// Register adds the routes of this function.
func Register(api *web.API) {
	f := function{api.Store}
	web.Add(api, web.Route[askInput, askAnswer]{
		Method: http.MethodPost, Path: "/v1/access", ID: "check-access", Tag: "Access",
		Summary: "Ask whether a user may do something in an organization, now", Access: web.ByKey, Scope: account.AccessRead,
		Errors: []int{http.StatusNotFound},
		Reads:  func(in *askInput) []store.Key { return f.begin(in).keys() },
		Beside: func(in *askInput) func(context.Context) error { return in.inquiry.besides() },
		May:    func(c *web.Call, in *askInput) error { return in.Body.check("body", c.Catalog) },
		Do:     f.ask,
	})
	web.Add(api, web.Route[askAllInput, askAllAnswer]{
		Method: http.MethodPost, Path: "/v1/access/batch", ID: "check-access-batch", Tag: "Access",
		Summary: "Ask up to a hundred such questions at once, of one organization or of several", Access: web.ByKey, Scope: account.AccessRead,
		May: func(c *web.Call, in *askAllInput) error { return in.check(c.Catalog) },
		Do:  f.askAll,
	})
}

type function struct{ store *store.Store }

type askInput struct {
	Body AccessQuestion

	inquiry *inquiry
}

type askAnswer struct{ Body AccessAnswer }

// begin makes the inquiry that goes along with the call: what it reads first comes with the key.
func (f function) begin(in *askInput) *inquiry {
	in.inquiry = newInquiry(f.store, in.Body)
	return in.inquiry
}

// ask answers one question. An organization that the key does not cover is not there, as everywhere, and of two
// logins with one address nobody can say which is meant.
func (f function) ask(ctx context.Context, c *web.Call, in *askInput) (*askAnswer, error) {
	if err := in.inquiry.know(ctx, c.Found); err != nil {
		return nil, err
	}
	answer := in.inquiry.answers(c)[0]
	switch reasonOf(answer) {
	case unknownOrganization:
		return nil, account.Unknown()
	case ambiguousAddress:
		return nil, account.Refuse(account.AmbiguousAddress, "Several logins have this address. Ask by the user's id, or by issuer and subject.")
	}
	return &askAnswer{answer}, nil
}

type askAllInput struct {
	Body AccessQuestions
}

// AccessQuestions are asked at once.
type AccessQuestions struct {
	Questions []AccessQuestion `json:"questions" minItems:"1" maxItems:"100"`
}

type askAllAnswer struct{ Body AccessAnswers }

// AccessAnswers are in the order of the questions.
type AccessAnswers struct {
	Answers []AccessAnswer `json:"answers"`
}

// askAll answers each question by itself: one that has no answer spoils no other.
func (f function) askAll(ctx context.Context, c *web.Call, in *askAllInput) (*askAllAnswer, error) {
	i := newInquiry(f.store, in.Body.Questions...)
	i.only(c.Key)
	if err := i.read(ctx); err != nil {
		return nil, err
	}
	return &askAllAnswer{AccessAnswers{i.answers(c)}}, nil
}
