/** What the import form of the browser tests' portal takes. */
export const uploadToken = 'a-token-for-browser-tests';
