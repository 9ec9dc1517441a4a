package scim

const (
	prefix      = "/scim/v2"
	mostResults = 200
)
