/** Behind the # of an agency's page: one wants to see its people. */
export const PEOPLE_HASH = "people";
