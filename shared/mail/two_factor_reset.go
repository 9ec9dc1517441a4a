package mail

import "time"

// TwoFactorReset tells a user that an operator is about to turn its two-factor authentication off, and how to stop
// that. It is no organization's letter.
type TwoFactorReset struct {
	Product   Product
	Recipient Person
	At        time.Time // when it takes effect
	SignInURL string
}

func (r TwoFactorReset) content() content {
	return content{
		product: r.Product,
		to:      r.Recipient,
		sender:  Person{Name: "Sign-in"},
		subject: "Your two-factor authentication will be turned off",
		title:   say("Your two-factor authentication will be turned off"),
		preview: "If you did not ask for this, sign in with a code to stop it.",
		lead: []line{say("Somebody who runs %s was asked to turn off two-factor authentication for %s. It takes effect on %s. "+
			"From then on your login opens without a code, and all your sessions end.",
			plain(r.Product.Name), span{r.Recipient.Address.String(), strong}, span{moment(r.At), strong})},
		button: button{"Sign in with a code to stop it", r.SignInURL},
		notes: []line{
			say("If you asked for this because your authenticator app and your recovery codes are lost, there is nothing to do. " +
				"Turn two-factor authentication on again afterwards."),
			say("If you did not ask for it, sign in with a code of your app or a recovery code: that stops it at once. Then change your password."),
		},
	}
}
