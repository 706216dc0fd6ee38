const ADDRESS = /^\/desk\/invitation\/([^/]+)\/?$/;

/** The token of an invitation's address; null at every other address. */
export function invitationToken(pathname: string): string | null {
  const token = ADDRESS.exec(pathname)?.[1];
  if (token === undefined) return null;
  try {
    return decodeURIComponent(token);
  } catch {
    // What cannot be read is nobody's token; the server says so.
    return token;
  }
}
