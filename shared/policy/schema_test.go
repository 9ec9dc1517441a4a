package policy

import (
	"os"
	"slices"
	"testing"

	"github.com/cedar-policy/cedar-go"
	"github.com/cedar-policy/cedar-go/x/exp/ast"
	"github.com/cedar-policy/cedar-go/x/exp/schema"
	"github.com/cedar-policy/cedar-go/x/exp/schema/resolved"
	"github.com/cedar-policy/cedar-go/x/exp/schema/validate"

	"roster/shared/account"
)

func theSchema(t *testing.T) *resolved.Schema {
	t.Helper()
	text, err := os.ReadFile("roster.cedarschema")
	if err != nil {
		t.Fatal(err)
	}
	var s schema.Schema
	s.SetFilename("roster.cedarschema")
	if err := s.UnmarshalCedar(text); err != nil {
		t.Fatal(err)
	}
	r, err := s.Resolve()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestThePoliciesSpeakOfWhatTheSchemaHas(t *testing.T) {
	t.Parallel()
	v := validate.New(theSchema(t), validate.WithStrict())
	n := 0
	for id, p := range policies().All() {
		n++
		if err := v.Policy(string(id), (*ast.Policy)(p.AST())); err != nil {
			t.Errorf("%s: %v", id, err)
		}
	}
	if n == 0 {
		t.Error("there are no policies")
	}
	wrong, err := cedar.NewPolicySetFromBytes("wrong.cedar", []byte(`permit (principal, action == Action::"leave", resource) when { principal.rank == 1 };`))
	if err != nil {
		t.Fatal(err)
	}
	for id, p := range wrong.All() {
		if v.Policy(string(id), (*ast.Policy)(p.AST())) == nil {
			t.Error("a policy about an attribute that nobody has is valid")
		}
	}
}

// An action that only one of the three knows is never permitted, or never asked about.
func TestActionsAndGroupsAreTheSameInCodeAndSchema(t *testing.T) {
	t.Parallel()
	s := theSchema(t)
	groups := map[Action]bool{}
	for action, in := range groupsOf {
		if !slices.Contains(Actions, action) {
			t.Errorf("%s stands in a group and not in the list of actions", action)
		}
		for _, g := range in {
			groups[g] = true
		}
	}
	for _, action := range Actions {
		if _, ok := s.Actions[uidOf(action)]; !ok {
			t.Errorf("the schema lacks %s", action)
		}
	}
	for uid, a := range s.Actions {
		name := Action(uid.ID)
		if a.AppliesTo == nil {
			if !groups[name] {
				t.Errorf("the schema has the group %s, in which nothing stands", name)
			}
			continue
		}
		if !slices.Contains(Actions, name) {
			t.Errorf("the schema has %s, which the code lacks", name)
		}
		var inSchema, inCode []string
		for parent := range a.Entity.Parents.All() {
			inSchema = append(inSchema, string(parent.ID))
		}
		for _, g := range groupsOf[name] {
			inCode = append(inCode, string(g))
		}
		slices.Sort(inSchema)
		slices.Sort(inCode)
		if !slices.Equal(inSchema, inCode) {
			t.Errorf("%s is in %v by the schema and in %v by the code", name, inSchema, inCode)
		}
	}
}

// What Authorize hands to Cedar is of the types that the policies were checked against.
func TestWhatIsAskedIsOfTheTypesOfTheSchema(t *testing.T) {
	t.Parallel()
	s := theSchema(t)
	v := validate.New(s, validate.WithStrict())
	catalog := account.ShippedCatalog()
	who := &account.Member{User: "usr_1", State: account.Active, Grants: account.Grants{
		Role: account.PlainMember, Permissions: []account.Permission{account.ManageUsers},
		AdAccountRoles: []account.AdAccountRole{{AdAccount: "ada_1", Role: "account_admin"}},
	}}
	key := &account.APIKey{ID: "key_1", Scopes: []account.Scope{account.UsersWrite}, AdAccountRoles: who.Grants.AdAccountRoles}
	resources := map[resourceKind]Resource{
		ofOrganization: Organization("4829130776"), ofPlace: Place(who),
		ofOffer: Offer(&account.Invitation{ID: "inv_1", Grants: who.Grants}), ofAdAccount: AdAccount("ada_1"),
	}
	for action, declared := range s.Actions {
		if declared.AppliesTo == nil {
			continue
		}
		for _, kind := range declared.AppliesTo.Resources {
			on, ok := resources[resourceKind(kind)]
			if !ok {
				t.Errorf("%s is about a %s, which no resource is", action.ID, kind)
				continue
			}
			if subjectOf(Action(action.ID)) != resourceKind(kind) {
				t.Errorf("%s is asked about a %s and is about a %s", action.ID, subjectOf(Action(action.ID)), kind)
			}
			for _, caller := range []*Caller{NewCaller(who, catalog), NewKeyCaller(key, catalog)} {
				q := Question{Who: caller, Action: Action(action.ID), On: on, Touches: who.Grants}
				request, entities := q.cedar()
				if err := v.Request(request); err != nil {
					t.Errorf("%s: %v", action.ID, err)
				}
				if err := v.Entities(entities); err != nil {
					t.Errorf("%s: %v", action.ID, err)
				}
			}
		}
	}
}
