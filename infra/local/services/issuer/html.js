const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

class Html {
  constructor(text) {
    this.text = text;
  }

  toString() {
    return this.text;
  }
}

/** Tagged template: every value is escaped, but other `html` values, lists of them, and nothing. */
export function html(strings, ...values) {
  return new Html(String.raw({ raw: strings }, ...values.map(escape)));
}

/** Marks text that comes from oidc-provider, escaped already. */
export function trusted(text) {
  return new Html(text);
}

function escape(value) {
  if (value === undefined || value === null || value === false) return '';
  if (value instanceof Html) return value.text;
  if (Array.isArray(value)) return value.map(escape).join('');
  return String(value).replace(/[&<>"']/g, (character) => entities[character]);
}
