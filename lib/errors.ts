/** Every outcome that is not a success: code → status and title. Routes, forms and OpenAPI read this one table. */
export const ERRORS = {
  invalid_request: { status: 400, title: "The request is not well formed" },
  unauthenticated: { status: 401, title: "Not signed in" },
  invite_invalid: { status: 401, title: "Not a valid invitation link" },
  token_invalid: { status: 401, title: "Not a valid link" },
  signature_invalid: { status: 401, title: "Not signed by the provider" },
  login_required: { status: 401, title: "Sign in first" },
  sign_in_failed: { status: 401, title: "Not signed in" },
  forbidden: { status: 403, title: "Not allowed" },
  cross_site: { status: 403, title: "Came from another site" },
  account_suspended: { status: 403, title: "The account is suspended" },
  role_too_high: { status: 403, title: "A role above your own" },
  user_shared: { status: 403, title: "Belongs to other accounts, too" },
  reauthentication_required: { status: 403, title: "Your password is needed" },
  wrong_account: { status: 403, title: "The invitation is for somebody else" },
  not_found: { status: 404, title: "Not found" },
  method_not_allowed: { status: 405, title: "Method not allowed" },
  invitation_pending: { status: 409, title: "Already invited" },
  business_unavailable: { status: 409, title: "The business already has a sub-account" },
  already_member: { status: 409, title: "Already belongs to the account" },
  account_not_active: { status: 409, title: "The account is not active" },
  invitation_accepted: { status: 409, title: "The invitation was accepted" },
  owner_protected: { status: 409, title: "The owner stays" },
  email_taken: { status: 409, title: "The address belongs to somebody else" },
  contact_in_use: { status: 409, title: "The contact has an account or an invitation" },
  contact_exists: { status: 409, title: "The contact exists" },
  batch_finished: { status: 409, title: "The list is finished" },
  batch_started: { status: 409, title: "The list has started" },
  batch_not_started: { status: 409, title: "The list has not started" },
  already_set_up: { status: 409, title: "Foyer is set up" },
  idempotency_in_progress: { status: 409, title: "The first request is still running" },
  invite_accepted: { status: 410, title: "The invitation was accepted" },
  invite_declined: { status: 410, title: "The invitation was declined" },
  invite_cancelled: { status: 410, title: "The invitation was withdrawn" },
  invite_replaced: { status: 410, title: "A newer link was sent" },
  invite_expired: { status: 410, title: "The invitation has expired" },
  token_used: { status: 410, title: "The link has been used or replaced" },
  version_mismatch: { status: 412, title: "Changed meanwhile" },
  payload_too_large: { status: 413, title: "Too large" },
  unsupported_media_type: { status: 415, title: "Not a type that is read here" },
  invalid_email: { status: 422, title: "Not an e-mail address" },
  mail_suppressed: { status: 422, title: "Mail to this address is stopped" },
  contact_without_email: { status: 422, title: "The contact has no e-mail address" },
  redirect_not_allowed: { status: 422, title: "The account does not allow this address" },
  password_required: { status: 422, title: "A password is needed" },
  password_too_weak: { status: 422, title: "The password is too easy to guess" },
  password_not_allowed: { status: 422, title: "A password does not belong here" },
  image_invalid: { status: 422, title: "Not a picture that can be used" },
  wording_invalid: { status: 422, title: "The wording cannot be used" },
  file_empty: { status: 422, title: "Nothing in the file" },
  file_too_long: { status: 422, title: "Too many rows" },
  too_many_columns: { status: 422, title: "Too many columns" },
  row_too_long: { status: 422, title: "A row is too long" },
  column_missing: { status: 422, title: "A column is missing" },
  quoting_broken: { status: 422, title: "A quotation mark is out of place" },
  file_not_text: { status: 422, title: "Not a text file" },
  resend_limit: { status: 422, title: "Sent too often" },
  too_deep: { status: 422, title: "Accounts cannot be nested any deeper" },
  too_many_memberships: { status: 422, title: "Belongs to too many accounts" },
  idempotency_key_reused: { status: 422, title: "The idempotency key belongs to another request" },
  rate_limited: { status: 429, title: "Too many requests" },
  resend_too_soon: { status: 429, title: "Sent a moment ago" },
  internal: { status: 500, title: "Something went wrong here" },
  unavailable: { status: 503, title: "Not available at the moment" },
} as const satisfies Record<string, { status: number; title: string }>;

export type ErrorCode = keyof typeof ERRORS;

export interface FieldError {
  /** Dotted path into the body, or the parameter's name. */
  path: string;
  code: string;
  message: string;
}

export interface ErrorDetails {
  cause?: unknown;
  /** More members for the problem document, such as `invitationId`. */
  extra?: Record<string, unknown>;
  errors?: FieldError[];
  /** Seconds. */
  retryAfter?: number;
  /** More headers for the answer, such as RateLimit. */
  headers?: Record<string, string>;
}

/** An expected outcome: a stable code for programs and a sentence that a person can act on. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly extra: Record<string, unknown> | undefined;
  readonly errors: FieldError[] | undefined;
  readonly retryAfter: number | undefined;
  readonly headers: Record<string, string> | undefined;

  constructor(code: ErrorCode, detail: string, details: ErrorDetails = {}) {
    super(detail, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = "AppError";
    this.code = code;
    this.status = ERRORS[code].status;
    this.extra = details.extra;
    this.errors = details.errors;
    this.retryAfter = details.retryAfter;
    this.headers = details.headers;
  }
}

/** Another tenant's id, a missing one and a malformed one answer alike: this. */
export function notFound(): AppError {
  return new AppError("not_found", "There is nothing here under this id that you can see.");
}
