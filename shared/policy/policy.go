// Package policy decides who may do what inside an organization. The rules are in roster.cedar; this is
// the only package that knows Cedar.
package policy

import (
	_ "embed"
	"slices"
	"sync"

	"github.com/cedar-policy/cedar-go"

	"roster/shared/account"
)

//go:embed roster.cedar
var source []byte

// policies are parsed once, with the first question.
var policies = sync.OnceValue(func() *cedar.PolicySet {
	set, err := cedar.NewPolicySetFromBytes("roster.cedar", source)
	if err != nil {
		panic(err) // the file is part of the program
	}
	return set
})

// Question is what Authorize is asked.
type Question struct {
	Who     *Caller
	Action  Action
	On      Resource
	Touches account.Grants // the grants that the action gives, takes or ends; what a member must hold itself
}

// Caller is who asks. What Cedar is told of it is made once, for however many questions; none changes it, so that several
// may be asked at once.
type Caller struct {
	id         string
	catalog    *account.Catalog
	attributes cedar.Record
	manages    bool // people, at all
	words      map[account.Code]string
}

// NewCaller is a member in good standing.
func NewCaller(m *account.Member, c *account.Catalog) *Caller {
	return &Caller{string(m.ID()), c, attributesOf(m, c), m.Grants.Administers(), words}
}

// NewKeyCaller is a live API key that covers the organization. It never decides about a member as itself.
func NewKeyCaller(k *account.APIKey, c *account.Catalog) *Caller {
	return &Caller{string(k.ID), c, attributesOfKey(k, c), k.Has(account.UsersWrite), wordsToKey}
}

// May is Authorize for this caller.
func (c *Caller) May(action Action, on Resource, touches account.Grants) error {
	return Authorize(Question{Who: c, Action: action, On: on, Touches: touches})
}

// Authorize answers nil when the action is allowed. Else it is NotFound for what the caller may not even
// see, the refusal that a forbidding policy names, or Forbidden.
func Authorize(q Question) error {
	allowed, refusal := decide(q)
	if allowed {
		return nil
	}
	if see, ok := seeing[q.On.kind]; ok {
		if visible, _ := decide(Question{Who: q.Who, Action: see, On: q.On}); !visible {
			return account.Unknown()
		}
	}
	return account.Refuse(refusal, "%s", q.Who.words[refusal])
}

// words are what people are told, and wordsToKey what programs are: they have no grants, and nobody to ask.
var words = map[account.Code]string{
	account.Forbidden:        "You are not allowed to do this.",
	account.AdminTarget:      "Only an organization admin can change another organization admin.",
	account.ExceedsOwnGrants: "You can only give or take what you hold yourself.",
	account.OwnRecord:        "You cannot change your own place. Ask another organization admin to do it.",
}

var wordsToKey = map[account.Code]string{
	account.Forbidden:        "The key is not allowed to do this.",
	account.AdminTarget:      "Only a key with the scope admins.write can change an organization admin.",
	account.ExceedsOwnGrants: "Only a key with the scope admins.write can make somebody an organization admin.",
}

func decide(q Question) (allowed bool, refusal account.Code) {
	request, entities := q.cedar()
	decision, why := cedar.Authorize(policiesOn()[q.Action], entities, request)
	if decision == cedar.Allow {
		return true, ""
	}
	return false, mostTelling(why.Reasons, q.Who)
}

// telling are the refusals that a policy may name, the one that says most first: several may apply at once,
// and Cedar names them in no order.
var telling = []account.Code{account.OwnRecord, account.AdminTarget, account.ExceedsOwnGrants}

// mostTelling is the refusal to give. Whoever manages no people at all is told just that, and nothing of limits
// to what it cannot do.
func mostTelling(reasons []cedar.DiagnosticReason, who *Caller) account.Code {
	var named []account.Code
	for _, reason := range reasons {
		if name, ok := policies().Get(reason.PolicyID).Annotations()["refusal"]; ok {
			named = append(named, account.Code(name))
		}
	}
	for _, code := range telling {
		if slices.Contains(named, code) && (code == account.OwnRecord || who.manages) {
			return code
		}
	}
	return account.Forbidden
}

// cedar is the question in Cedar's words: of the types in roster.cedarschema.
func (q Question) cedar() (cedar.Request, cedar.EntityMap) {
	principal := cedar.NewEntityUID("Principal", cedar.String(q.Who.id))
	resource := cedar.NewEntityUID(cedar.EntityType(q.On.kind), cedar.String(q.On.id))
	action := uidOf(q.Action)
	entities := cedar.EntityMap{
		principal: {UID: principal, Attributes: q.Who.attributes},
		resource:  {UID: resource, Attributes: q.On.attributes},
		action:    actionGroups()[action],
	}
	return cedar.Request{Principal: principal, Action: action, Resource: resource, Context: contextOf(q)}, entities
}

func attributesOf(m *account.Member, c *account.Catalog) cedar.Record {
	held := m.Grants.Live(c).Expanded(c)
	return cedar.NewRecord(cedar.RecordMap{
		"person":           cedar.String(m.User),
		"role":             cedar.String(held.Role),
		"permissions":      setOf(held.Permissions),
		"ad_accounts":      setOf(held.AdAccounts()),
		"ad_account_roles": setOfRoles(held.AdAccountRoles),
		"agency":           cedar.Boolean(m.Via != ""),
		"key":              cedar.False,
		"scopes":           cedar.NewSet(),
	})
}

func attributesOfKey(k *account.APIKey, c *account.Catalog) cedar.Record {
	held := account.Grants{AdAccountRoles: k.AdAccountRoles}.Live(c).Expanded(c)
	scopes := slices.DeleteFunc(slices.Clone(account.AllScopes), func(s account.Scope) bool { return !k.Has(s) })
	return cedar.NewRecord(cedar.RecordMap{
		"person":           cedar.String(k.ID),
		"role":             cedar.String("key"),
		"permissions":      cedar.NewSet(),
		"ad_accounts":      setOf(held.AdAccounts()),
		"ad_account_roles": setOfRoles(held.AdAccountRoles),
		"agency":           cedar.False,
		"key":              cedar.True,
		"scopes":           setOf(scopes),
	})
}

// contextOf is what the action touches. Grants that left the catalog are inert: whoever ends them need not
// hold them.
func contextOf(q Question) cedar.Record {
	touched := q.Touches.Live(q.Who.catalog)
	return cedar.NewRecord(cedar.RecordMap{
		"role":             cedar.String(touched.Role),
		"permissions":      setOf(touched.Permissions),
		"ad_account_roles": setOfRoles(touched.AdAccountRoles),
	})
}

func setOf[T ~string](values []T) cedar.Set {
	texts := make([]cedar.Value, len(values))
	for i, v := range values {
		texts[i] = cedar.String(v)
	}
	return cedar.NewSet(texts...)
}

func setOfRoles(roles []account.AdAccountRole) cedar.Set {
	texts := make([]string, len(roles))
	for i, r := range roles {
		texts[i] = r.String()
	}
	return setOf(texts)
}
