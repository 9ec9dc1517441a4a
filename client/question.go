package roster

// Question asks whether a user gets into an organization; with On, whether it may work in an ad account; with To, whether
// it holds a permission; with both, whether it may do that there.
type Question struct {
	Organization string  `json:"organization"` // the Account Id, ten digits
	User         User    `json:"user"`
	AdAccount    *string `json:"ad_account,omitempty"`
	Permission   *string `json:"permission,omitempty"`
}

// Ask is the question whether the user gets into the organization at all.
func Ask(organization string, user User) Question {
	return Question{Organization: organization, User: user}
}

// On asks about an ad account, by its id or by your own id of it (its external id). An empty one is refused, and never
// taken for a question without an ad account.
func (q Question) On(adAccount string) Question {
	q.AdAccount = &adAccount
	return q
}

// To asks about a permission of the catalog, "campaigns.apply". An empty one is refused.
func (q Question) To(permission string) Question {
	q.Permission = &permission
	return q
}

// User names a user in one of three ways.
type User struct {
	ID      string `json:"id,omitempty"`
	Issuer  string `json:"issuer,omitempty"`
	Subject string `json:"subject,omitempty"`
	Email   string `json:"email,omitempty"`
}

// ByID names a user by its id, "usr_…". It is the quickest.
func ByID(id string) User { return User{ID: id} }

// ByLogin names a user as the sign-in provider does in a token: by its claims iss and sub.
func ByLogin(issuer, subject string) User { return User{Issuer: issuer, Subject: subject} }

// ByEmail names a user by the verified address of its login. Two logins may have one address: then there is no answer,
// and CodeOf says AmbiguousAddress.
func ByEmail(address string) User { return User{Email: address} }
