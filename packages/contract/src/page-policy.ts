/**
 * The Content-Security-Policy of the interface: nothing from elsewhere, nothing inline. Charts and components set styles through
 * the DOM, which this allows; pictures to pass on are drawn from a blob.
 */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');
