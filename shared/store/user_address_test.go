package store_test

import (
	"slices"
	"testing"

	"roster/shared/account"
	"roster/shared/web/webtest"
)

func usersWith(w *webtest.World, address account.Address) []account.UserID {
	w.T.Helper()
	found, err := w.Store.UsersWith(w.T.Context(), address, 2)
	if err != nil {
		w.T.Fatal(err)
	}
	return found
}

// A user is found by the address that it has now, from the moment when it has it, and by no older one.
func TestAUserIsFoundByThePresentAddress(t *testing.T) {
	t.Parallel()
	w := webtest.New(t)
	anna, other := w.NewUserWith("anna@oakey.example"), w.NewUserWith("anna@new.example")
	if found := usersWith(w, "anna@oakey.example"); !slices.Equal(found, []account.UserID{anna.User.ID}) {
		t.Fatalf("found %v", found)
	}
	moved := *anna.User
	moved.Email, moved.Version = "anna@new.example", anna.User.Version+1
	if err := w.Store.UpdateUser(t.Context(), anna.User, &moved); err != nil {
		t.Fatal(err)
	}
	if found := usersWith(w, "anna@oakey.example"); len(found) != 0 {
		t.Errorf("by the address of before it finds %v", found)
	}
	both := []account.UserID{anna.User.ID, other.User.ID}
	slices.Sort(both)
	if found := usersWith(w, "anna@new.example"); !slices.Equal(found, both) {
		t.Errorf("two logins have one address, and it finds %v", found)
	}

	late := *anna.User // made from what the user was before
	late.Email, late.Version = "late@oakey.example", anna.User.Version+2
	if err := w.Store.UpdateUser(t.Context(), anna.User, &late); account.CodeOf(err) != account.StaleVersion {
		t.Errorf("an older reading is answered %v", err)
	}
	if found := usersWith(w, "late@oakey.example"); len(found) != 0 {
		t.Errorf("what was refused finds %v", found)
	}
	if found := usersWith(w, "anna@new.example"); !slices.Equal(found, both) {
		t.Errorf("what was refused takes away: %v", found)
	}

	renamed := moved
	renamed.Name, renamed.Version = "Anna Oakey", moved.Version+1
	if err := w.Store.UpdateUser(t.Context(), &moved, &renamed); err != nil {
		t.Fatal(err)
	}
	if found := usersWith(w, "anna@new.example"); !slices.Equal(found, both) {
		t.Errorf("another name takes away: %v", found)
	}
}

// Who is imported is found like anybody.
func TestAnImportedUserIsFoundByItsAddress(t *testing.T) {
	t.Parallel()
	w := webtest.New(t)
	u := *w.Admin.User
	u.ID, u.Login.Subject, u.Email = "usr_01JD3Q9Z5T7K2M8V4X6W0RBCDE", "imported", "imported@oakey.example"
	if err := w.Store.Import(t.Context(), w.Org, []*account.User{&u}, nil); err != nil {
		t.Fatal(err)
	}
	if found := usersWith(w, u.Email); !slices.Equal(found, []account.UserID{u.ID}) {
		t.Errorf("found %v", found)
	}
}
