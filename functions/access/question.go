package access

import (
	"fmt"

	"roster/shared/account"
	"roster/shared/store"
)

// AccessQuestion asks whether a user may do something: whether it holds a permission, may work in an ad account, or
// both; without either, whether it gets into the organization at all.
type AccessQuestion struct {
	Organization string     `json:"organization" minLength:"1" maxLength:"64" example:"4829130776" doc:"The Account Id, ten digits"`
	User         AccessUser `json:"user"`
	AdAccount    string     `json:"ad_account,omitempty" minLength:"1" maxLength:"128" example:"ada_01JD3Q9Z5T7K2M8V4X6W0RBCDE" doc:"An ad account of the organization, by its id or by its external id"`
	Permission   string     `json:"permission,omitempty" minLength:"1" maxLength:"128" example:"campaigns.apply" doc:"A permission of the catalog"`
}

// AccessUser names a user in one of three ways.
type AccessUser struct {
	ID      string `json:"id,omitempty" minLength:"1" maxLength:"64" example:"usr_01JD3Q9Z5T7K2M8V4X6W0RBCDE" doc:"The user's id"`
	Issuer  string `json:"issuer,omitempty" minLength:"1" maxLength:"1024" doc:"Together with subject: how the sign-in provider names the user in a token"`
	Subject string `json:"subject,omitempty" minLength:"1" maxLength:"1024"`
	Email   string `json:"email,omitempty" minLength:"1" maxLength:"320" doc:"The verified address of the user's login"`
}

// check says what is wrong with a question itself. Whatever it names may well not be there: that is an answer.
func (q AccessQuestion) check(location string, c *account.Catalog) error {
	u, ways := q.User, 0
	for _, named := range []bool{u.ID != "", u.Issuer != "" || u.Subject != "", u.Email != ""} {
		if named {
			ways++
		}
	}
	switch {
	case ways != 1 || (u.Issuer == "") != (u.Subject == ""):
		return account.InvalidField(location+".user", "must name the user by id, by issuer and subject, or by email, and by one of them alone")
	case q.Permission != "" && !c.HasPermission(account.Permission(q.Permission)):
		return account.InvalidField(location+".permission", "is no permission of the catalog")
	}
	return nil
}

func (in *askAllInput) check(c *account.Catalog) error {
	for n, q := range in.Body.Questions {
		if err := q.check(fmt.Sprintf("body.questions[%d]", n), c); err != nil {
			return err
		}
	}
	return nil
}

// question is a question in the words of the vocabulary. What has not the form of an id or of an address names
// nobody, and nothing is read for it.
type question struct {
	organization account.OrganizationID
	user         account.UserID  // named, or found by the address
	login        account.Login   // that names it
	address      account.Address // that names it
	ambiguous    bool            // several logins have the address
	adAccount    account.AdAccountID
	external     string // that names the ad account
	asksAccount  bool
	permission   account.Permission
}

func questionOf(q AccessQuestion) *question {
	asked := &question{
		login: account.Login{Issuer: q.User.Issuer, Subject: q.User.Subject}, permission: account.Permission(q.Permission), asksAccount: q.AdAccount != "",
	}
	if id := account.OrganizationID(q.Organization); id.Valid() {
		asked.organization = id
	}
	if id := account.UserID(q.User.ID); id.Valid() {
		asked.user = id
	}
	asked.address, _ = account.ParseAddress(q.User.Email)
	if id := account.AdAccountID(q.AdAccount); id.Valid() {
		asked.adAccount = id
	} else {
		asked.external = q.AdAccount
	}
	return asked
}

// keys are those of what decides the answer, as far as what is found tells them.
func (q *question) keys(found store.Found) []store.Key {
	if q.organization == "" {
		return nil
	}
	keys := []store.Key{store.OrganizationKey(q.organization)}
	if q.external != "" {
		keys = append(keys, store.ExternalIDKey(q.organization, q.external))
	}
	if id := q.adAccountIn(found); id != "" {
		keys = append(keys, store.AdAccountKey(q.organization, id))
	}
	if q.login.Subject != "" {
		keys = append(keys, store.LoginKey(q.login))
	}
	user := q.userIn(found)
	if user == "" {
		return keys
	}
	keys = append(keys, store.MemberKey(q.organization, user))
	agencies := found.Agencies(q.organization, user)
	keys = append(keys, store.AgencyKeys(q.organization, user, agencies...)...)
	if o := found.Organization(q.organization); o != nil && (o.HoldsBack(false) || len(agencies) > 0) {
		keys = append(keys, store.UserKey(user)) // a place shows late whether its user has two-factor authentication
	}
	return keys
}

func (q *question) userIn(found store.Found) account.UserID {
	if q.login.Subject != "" {
		return found.UserOf(q.login)
	}
	return q.user
}

func (q *question) adAccountIn(found store.Found) account.AdAccountID {
	if q.external != "" {
		return found.AdAccountOf(q.organization, q.external)
	}
	return q.adAccount
}
