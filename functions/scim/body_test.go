package scim

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"roster/shared/account"
)

func known() person {
	yes := true
	return person{
		userName: "jonas@oakey.test", externalID: "00u1", displayName: "Jonas Weber", active: true,
		name:  account.SCIMName{Formatted: "Jonas Weber", Given: "Jonas", Family: "Weber"},
		email: email{"jonas@oakey.test", work, &yes}, grants: account.Grants{Role: account.PlainMember},
	}
}

// A PATCH does what Okta and Entra ID mean by it.
func TestAPatchDoesWhatClientsMeanByIt(t *testing.T) {
	t.Parallel()
	ext := accessSchema
	for operations, change := range map[string]func(*person){
		`{"op":"replace","value":{"active":false}}`:                                                   func(p *person) { p.active = false },
		`{"op":"Replace","path":"active","value":"False"}`:                                            func(p *person) { p.active = false },
		`{"OP":"REPLACE","Path":"Active","Value":false}`:                                              func(p *person) { p.active = false },
		`{"op":"Add","path":"name.givenName","value":"Jo"}`:                                           func(p *person) { p.name.Given = "Jo" },
		`{"op":"add","path":"name","value":{"familyName":"Krüger"}}`:                                  func(p *person) { p.name.Family = "Krüger" },
		`{"op":"replace","path":"name","value":{"familyName":"K"}}`:                                   func(p *person) { p.name = account.SCIMName{Family: "K"} },
		`{"op":"remove","path":"name"}`:                                                               func(p *person) { p.name = account.SCIMName{} },
		`{"op":"Remove","path":"name.formatted"}`:                                                     func(p *person) { p.name.Formatted = "" },
		`{"op":"replace","path":"displayName","value":null}`:                                          func(p *person) { p.displayName = "" },
		`{"op":"replace","path":"urn:ietf:params:scim:schemas:core:2.0:User:externalId","value":"x"}`: func(p *person) { p.externalID = "x" },
		`{"op":"Replace","path":"emails[type eq \"work\"].value","value":"j@oakey.test"}`:             func(p *person) { p.email.value = "j@oakey.test" },
		`{"op":"Add","path":"emails[type eq \"home\"].value","value":"j@home.test"}`:                  func(*person) {},
		`{"op":"add","path":"emails","value":[{"value":"j@home.test","type":"home"}]}`:                func(*person) {},
		`{"op":"replace","path":"emails","value":[{"value":"h@home.test","type":"home"},{"value":"j@oakey.test","type":"work"}]}`: func(p *person) {
			p.email = email{"j@oakey.test", work, nil}
		},
		`{"op":"remove","path":"emails"}`: func(p *person) { p.email = email{} },
		`{"op":"add","value":{"name.givenName":"Jo","emails[type eq \"work\"].value":"j@oakey.test","title":"x"}}`: func(p *person) {
			p.name.Given, p.email.value = "Jo", "j@oakey.test"
		},
		`{"op":"replace","value":{"id":"x","meta":{},"schemas":[],"groups":[],"password":"secret","userName":"jo"}}`:  func(p *person) { p.userName = "jo" },
		`{"op":"Add","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department","value":"Sales"}`: func(*person) {},
		`{"op":"replace","path":"title","value":{"any":["thing"]}}`:                                                   func(*person) {},
		`{"op":"replace","path":"` + ext + `:role","value":"guest"}`: func(p *person) {
			p.grants.Role, p.shaped = account.Guest, true
		},
		`{"op":"add","path":"` + ext + `:permissions","value":["brands.view"]},{"op":"add","path":"` + ext + `:permissions","value":"ads.x"},
		 {"op":"remove","path":"` + ext + `:permissions[value eq \"ads.x\"]"}`: func(p *person) {
			p.grants.Permissions, p.shaped = []account.Permission{"brands.view"}, true
		},
		`{"op":"add","value":{"` + ext + `":{"adAccountRoles":[{"adAccount":"ada_1","role":"viewer"},{"adAccount":"ada_2","role":"viewer"}]}}},
		 {"op":"remove","path":"` + ext + `:adAccountRoles[adAccount eq \"ada_1\"]"},
		 {"op":"replace","path":"` + ext + `:adAccountRoles[adAccount eq \"ada_2\"].role","value":"account_admin"}`: func(p *person) {
			p.grants.AdAccountRoles, p.shaped = []account.AdAccountRole{{AdAccount: "ada_2", Role: "account_admin"}}, true
		},
		`{"op":"add","path":"` + ext + `:permissions","value":["a"]},{"op":"replace","value":{"` + ext + `":{"role":"admin"}}}`: func(p *person) {
			p.grants, p.shaped = account.Grants{Role: account.Admin}, true
		},
		`{"op":"add","path":"` + ext + `:permissions","value":["a"]},{"op":"remove","path":"` + ext + `"}`: func(*person) {},
	} {
		got, want := known(), known()
		change(&want)
		message, err := decode([]byte(`{"schemas":["` + patchMessage + `"],"Operations":[` + operations + `]}`))
		if err == nil {
			err = got.patch(message)
		}
		got.grants, want.grants = got.grants.Sorted(), want.grants.Sorted()
		if err != nil || !cmp.Equal(got, want, cmp.AllowUnexported(person{}, email{}), equateEmpty) {
			t.Errorf("%s: %v\n%s", operations, err, cmp.Diff(want, got, cmp.AllowUnexported(person{}, email{}), equateEmpty))
		}
	}
}

var equateEmpty = cmpopts.EquateEmpty()

// What cannot be done is refused in the words of RFC 7644.
func TestAPatchThatCannotBeDoneIsRefused(t *testing.T) {
	t.Parallel()
	for operations, want := range map[string]kind{
		`{"op":"replace","path":"active","value":"perhaps"}`:                                      kindInvalidValue,
		`{"op":"replace","path":"userName","value":7}`:                                            kindInvalidValue,
		`{"op":"replace","path":"userName","value":"a\u0000b"}`:                                   kindInvalidValue,
		`{"op":"replace","path":"displayName","value":"` + strings.Repeat("x", mostText+1) + `"}`: kindInvalidValue,
		`{"op":"replace","value":"x"}`:                                                            kindInvalidValue,
		`{"op":"replace","path":"name","value":"Jonas"}`:                                          kindInvalidValue,
		`{"op":"add","path":"emails","value":["j@oakey.test"]}`:                                   kindInvalidValue,
		`{"op":"add","path":"emails","value":[{"type":"work"}]}`:                                  kindInvalidValue,
		`{"op":"remove"}`:                                                   "noTarget",
		`{"op":"remove","path":"userName"}`:                                 kindMutability,
		`{"op":"remove","path":"active"}`:                                   kindMutability,
		`{"op":"replace","path":"id","value":"x"}`:                          kindMutability,
		`{"op":"move","path":"active"}`:                                     kindInvalidSyntax,
		`{"path":"active","value":true}`:                                    kindInvalidSyntax,
		`{"op":"replace","path":"emails[type eq","value":"x"}`:              kindInvalidPath,
		`{"op":"replace","path":"emails[type sw \"w\"].value","value":"x"}`: kindInvalidPath,
		`7`: kindInvalidSyntax,
		``:  kindInvalidSyntax,
		strings.Repeat(`{"op":"replace","path":"active","value":true},`, mostOperations) + `{"op":"replace","path":"active","value":true}`: kindTooMany,
	} {
		p := known()
		message, err := decode([]byte(`{"Operations":[` + operations + `]}`))
		if err == nil {
			err = p.patch(message)
		}
		if kindOf(err) != want {
			t.Errorf("%.200s: %v, want %s", operations, err, want)
		}
	}
	for _, body := range []string{"", "[]", "null", `"x"`, "{", `{}{}`} {
		if _, err := decode([]byte(body)); kindOf(err) != kindInvalidSyntax {
			t.Errorf("%q: %v, want invalidSyntax", body, err)
		}
	}
}

// Somebody written without an address is reached at the user name, if that is one.
func TestAUserNameMayBeTheAddress(t *testing.T) {
	t.Parallel()
	p := newPerson()
	p.userName = "Jonas@Oakey.test"
	if err := p.complete(); err != nil || p.email.value != "jonas@oakey.test" {
		t.Errorf("the address is %q: %v", p.email.value, err)
	}
	for _, other := range []person{{}, {userName: "jonas"}, {userName: "jonas", email: email{value: "no address"}}} {
		if err := other.complete(); kindOf(err) != kindInvalidValue {
			t.Errorf("%+v: %v", other, err)
		}
	}
}

// A client gets the attributes that it asks for, and the id always.
func TestAClientGetsWhatItAsksFor(t *testing.T) {
	t.Parallel()
	p := known()
	p.grants.Permissions = []account.Permission{"brands.view"}
	whole := p.resource(meta{id: "mem_1", location: "https://x/Users/mem_1"})
	for query, want := range map[[2]string]string{
		{"userName", ""}:                        `{"id":"mem_1","schemas":true,"userName":"jonas@oakey.test"}`,
		{"USERNAME, name.givenName", ""}:        `{"id":"mem_1","name":{"givenName":"Jonas"},"schemas":true,"userName":"jonas@oakey.test"}`,
		{userSchema + ":emails.value,none", ""}: `{"emails":[{"value":"jonas@oakey.test"}],"id":"mem_1","schemas":true}`,
		{accessSchema + ":permissions", ""}:     `{"id":"mem_1","schemas":true,"` + accessSchema + `":{"permissions":["brands.view"]}}`,
		{"", "name,meta,emails,active,displayName,externalId,id,schemas," + accessSchema + ":role"}: `{"id":"mem_1","schemas":true,"` + accessSchema + `":{"permissions":["brands.view"]},"userName":"jonas@oakey.test"}`,
	} {
		s, err := parseSelection([]string{query[0]}, []string{query[1]})
		if err != nil {
			t.Fatal(err)
		}
		cut := s.cut(whole)
		cut["schemas"] = cut["schemas"] != nil
		got, err := json.Marshal(cut)
		if err != nil || string(got) != want {
			t.Errorf("%v: %s, want %s", query, got, want)
		}
	}
	if _, err := parseSelection([]string{"a"}, []string{"b"}); kindOf(err) != kindInvalidValue {
		t.Errorf("both: %v", err)
	}
}
