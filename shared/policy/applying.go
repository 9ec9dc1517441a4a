package policy

import (
	"iter"
	"slices"
	"sync"

	"github.com/cedar-policy/cedar-go"
	"github.com/cedar-policy/cedar-go/x/exp/ast"
)

// applying are the policies whose scope takes in an action. Cedar would find out for each question anew that the others
// do not apply, and that costs more than those that do: half of what a question costs.
type applying []identified

type identified struct {
	id     cedar.PolicyID
	policy *cedar.Policy
}

// All is what cedar.Authorize goes through.
func (a applying) All() iter.Seq2[cedar.PolicyID, *cedar.Policy] {
	return func(yield func(cedar.PolicyID, *cedar.Policy) bool) {
		for _, i := range a {
			if !yield(i.id, i.policy) {
				return
			}
		}
	}
}

// policiesOn are those of each action.
var policiesOn = sync.OnceValue(func() map[Action]applying {
	on := make(map[Action]applying, len(Actions))
	for _, action := range Actions {
		uids := within(action)
		for id, policy := range policies().All() {
			if takesIn(policy.AST().Action, uids) {
				on[action] = append(on[action], identified{id, policy})
			}
		}
	}
	return on
})

// takesIn reports whether a policy's scope may take in an action that is within these, itself the first. Of a scope that
// is none of those which are known here it does, so that Cedar decides.
func takesIn(scope ast.IsActionScopeNode, uids []cedar.EntityUID) bool {
	switch scope := scope.(type) {
	case ast.ScopeTypeEq:
		return scope.Entity == uids[0]
	case ast.ScopeTypeIn:
		return slices.Contains(uids, scope.Entity)
	case ast.ScopeTypeInSet:
		return slices.ContainsFunc(scope.Entities, func(e cedar.EntityUID) bool { return slices.Contains(uids, e) })
	}
	return true
}
