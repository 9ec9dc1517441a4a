// oidc-provider uses URL.parse, which Node 20 does not have.
URL.parse ??= (url, base) => {
  try {
    return new URL(url, base);
  } catch {
    return null;
  }
};
