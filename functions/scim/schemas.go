package scim

import "roster/shared/account"

// attribute describes one attribute of a schema (RFC 7643 §7).
type attribute struct {
	Name            string      `json:"name"`
	Type            string      `json:"type"`
	SubAttributes   []attribute `json:"subAttributes,omitempty"`
	MultiValued     bool        `json:"multiValued"`
	Description     string      `json:"description"`
	Required        bool        `json:"required"`
	CanonicalValues []string    `json:"canonicalValues,omitempty"`
	CaseExact       bool        `json:"caseExact"`
	Mutability      string      `json:"mutability"`
	Returned        string      `json:"returned"`
	Uniqueness      string      `json:"uniqueness"`
	ReferenceTypes  []string    `json:"referenceTypes,omitempty"`
}

type schema struct {
	Schemas     []string          `json:"schemas"`
	ID          string            `json:"id"`
	Name        string            `json:"name"`
	Description string            `json:"description"`
	Attributes  []attribute       `json:"attributes"`
	Meta        map[string]string `json:"meta"`
}

const (
	schemaSchema   = "urn:ietf:params:scim:schemas:core:2.0:Schema"
	resourceSchema = "urn:ietf:params:scim:schemas:core:2.0:ResourceType"
	providerSchema = "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"
)

// schemas are what is kept of people, and of Roster's own description of itself: no attribute is in them that is
// not stored.
func schemas(catalog *account.Catalog, base string) []schema {
	return []schema{
		described(base, userSchema, "User", "Somebody who has a place in the organization, or is invited to one", userAttributes()...),
		described(base, accessSchema, "Access", "What the person may do in the organization", accessAttributes(catalog)...),
		described(base, providerSchema, "ServiceProviderConfig", "What of SCIM is spoken here", providerAttributes()...),
		described(base, resourceSchema, "ResourceType", "A type of resource", resourceTypeAttributes()...),
		described(base, schemaSchema, "Schema", "A description of attributes", schemaAttributes()...),
	}
}

func described(base, id, name, description string, attributes ...attribute) schema {
	return schema{
		Schemas: []string{schemaSchema}, ID: id, Name: name, Description: description, Attributes: attributes,
		Meta: map[string]string{"resourceType": "Schema", "location": base + prefix + "/Schemas/" + id},
	}
}

func userAttributes() []attribute {
	return []attribute{
		text("userName", "How the client names the person, unique in the organization. Without emails it is the address that is invited").required().unique(),
		complex("name", "The name as the client writes it. A member's own name is that of its login",
			text("formatted", "The whole name"),
			text("givenName", "The given name"),
			text("familyName", "The family name")),
		text("displayName", "The name to show in the invitation"),
		truth("active", "Whether the person is invited or has a place. false revokes or suspends, true invites again or reactivates").required(),
		complex("emails", "The address that is invited. One is kept: the primary one, else the one for work",
			text(valueWord, "The address").required(),
			text(typeWord, "What it is for").oneOf(work),
			truth(primaryWord, "Whether it is the preferred address")).many().required(),
	}
}

func accessAttributes(catalog *account.Catalog) []attribute {
	var permissions, roles []string
	for _, group := range catalog.PermissionGroups {
		for _, p := range group.Permissions {
			permissions = append(permissions, string(p.ID))
		}
	}
	for _, r := range catalog.AdAccountRoles {
		if r.For == "people" {
			roles = append(roles, r.ID)
		}
	}
	return []attribute{
		text("role", "The organization role").exact().required().oneOf(string(account.Admin), string(account.PlainMember), string(account.Guest)),
		text("permissions", "Organization-wide permissions").exact().many().oneOf(permissions...),
		complex("adAccountRoles", "Roles on ad accounts",
			text("adAccount", "The id of the ad account").exact().required(),
			text("role", "The role on it").exact().required().oneOf(roles...)).many(),
	}
}

func providerAttributes() []attribute {
	supported := truth("supported", "Whether it is").required().readOnly()
	return []attribute{
		reference("documentationUri", "The guide for people").readOnly(),
		complex("patch", "PATCH", supported).required().readOnly(),
		complex("bulk", "Several operations in one request", supported,
			number("maxOperations", "How many").required().readOnly(),
			number("maxPayloadSize", "How many bytes").required().readOnly()).required().readOnly(),
		complex("filter", "Filters", supported, number("maxResults", "How many resources an answer has at most").required().readOnly()).required().readOnly(),
		complex("changePassword", "Changing passwords", supported).required().readOnly(),
		complex("sort", "Sorting", supported).required().readOnly(),
		complex("etag", "Entity tags", supported).required().readOnly(),
		complex("authenticationSchemes", "How clients say who they are",
			text(typeWord, "The scheme").required().readOnly(),
			text("name", "Its name").required().readOnly(),
			text("description", "What it is").required().readOnly(),
			reference("specUri", "Its specification").readOnly(),
			truth(primaryWord, "Whether it is preferred").readOnly()).many().required().readOnly(),
	}
}

func resourceTypeAttributes() []attribute {
	return []attribute{
		text("id", "The id").readOnly(),
		text("name", "The name").required().readOnly(),
		text("description", "What it is").readOnly(),
		reference("endpoint", "Where its resources are").required().readOnly(),
		reference("schema", "The schema of its resources").exact().required().readOnly(),
		complex("schemaExtensions", "The extensions of its schema",
			reference("schema", "The schema of the extension").exact().required().readOnly(),
			truth("required", "Whether every resource has it").required().readOnly()).many().readOnly(),
	}
}

func schemaAttributes() []attribute {
	own := func() []attribute {
		return []attribute{
			text("name", "The name").exact().required().readOnly(),
			text(typeWord, "The type").required().readOnly().oneOf("string", "complex", "boolean", "decimal", "integer", "dateTime", "reference"),
			truth("multiValued", "Whether it has many values").required().readOnly(),
			text("description", "What it is").exact().readOnly(),
			truth("required", "Whether it must be there").readOnly(),
			text("canonicalValues", "Values that are understood").exact().many().readOnly(),
			truth("caseExact", "Whether case matters").readOnly(),
			text("mutability", "Who writes it").exact().readOnly().oneOf("readOnly", "readWrite", "immutable", "writeOnly"),
			text("returned", "When it is read").exact().readOnly().oneOf("always", "never", "default", "request"),
			text("uniqueness", "Where it is unique").exact().readOnly().oneOf("none", "server", "global"),
			text("referenceTypes", "What it may refer to").exact().many().readOnly(),
		}
	}
	return []attribute{
		text("id", "The URN").required().readOnly(),
		text("name", "The name").required().readOnly(),
		text("description", "What it describes").readOnly(),
		complex("attributes", "The attributes", append(own(), complex("subAttributes", "The parts of a complex attribute", own()...).many().readOnly())...).many().required().readOnly(),
	}
}

func text(name, description string) attribute {
	return attribute{Name: name, Type: "string", Description: description + ".", Mutability: "readWrite", Returned: "default", Uniqueness: "none"}
}

func typed(kind, name, description string) attribute {
	a := text(name, description)
	a.Type = kind
	return a
}

func truth(name, description string) attribute  { return typed("boolean", name, description) }
func number(name, description string) attribute { return typed("integer", name, description) }

func reference(name, description string) attribute {
	a := typed("reference", name, description)
	a.ReferenceTypes = []string{"uri"}
	return a
}

func complex(name, description string, parts ...attribute) attribute {
	a := typed("complex", name, description)
	a.SubAttributes = parts
	return a
}

func (a attribute) required() attribute { a.Required = true; return a }
func (a attribute) many() attribute     { a.MultiValued = true; return a }
func (a attribute) exact() attribute    { a.CaseExact = true; return a }
func (a attribute) unique() attribute   { a.Uniqueness = "server"; return a }
func (a attribute) readOnly() attribute { a.Mutability = "readOnly"; return a }

func (a attribute) oneOf(values ...string) attribute {
	a.CanonicalValues = values
	return a
}
