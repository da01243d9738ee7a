import { createApiKey } from "@/lib/auth/api-keys";
import type { Permission } from "@/lib/auth/permissions";
import { userActor } from "@/lib/auth/session";
import { suppressions } from "@/lib/db/client";
import { newId } from "@/lib/db/ids";
import { post } from "./api";
import {
  address,
  createContact,
  createKey,
  createMember,
  createSubAccount,
  createTenant,
  type Person,
  type Tenant,
} from "./factories";
import { invited, invitedBusiness } from "./invites";
import { putList } from "./lists";
import { formWith, picture } from "./pictures";

/** Each route of the API as one request that a caller with the right makes with success. tests/api/permission-matrix.test.ts tries it as everybody. */

export interface World {
  /** Above everything here. */
  above: Tenant;
  /** The account that every request is about. */
  target: Tenant;
  sibling: Tenant;
  below: Tenant;
  stranger: Tenant;
  admin: Person;
  member: Person;
  adminAbove: Person;
}

export async function createWorld(): Promise<World> {
  const above = await createTenant();
  const target = await createSubAccount(above, { name: "Target" });
  const [sibling, below, stranger, admin, member, adminAbove] = await Promise.all([
    createSubAccount(above, { name: "Sibling" }),
    createSubAccount(target, { name: "Below" }),
    createTenant({ name: "Stranger" }),
    createMember(target, "admin"),
    createMember(target, "member"),
    createMember(above, "admin"),
  ]);
  return { above, target, sibling, below, stranger, admin, member, adminAbove };
}

export const CALLERS = [
  "signed out",
  "member",
  "admin",
  "owner",
  "owner of the parent",
  "admin of the parent",
  "owner of a sub-account",
  "owner of a sibling",
  "owner of a stranger",
  "key with the permission",
  "key with all others",
  "key of the parent with the permission",
  "key of a sibling",
  "key of a stranger",
] as const;
export type CallerName = (typeof CALLERS)[number];

export type Needs = Permission | "read";

/** What the request is about, made anew for each caller: `id` is what a stranger must not be able to tell from nothing. */
export interface Try {
  path: string;
  body?: unknown;
  id: string;
}

export interface Case {
  /** As in app/v1/paths.ts. */
  route: string;
  /** Where one route is several things. */
  as?: string;
  needs: Needs;
  status: number;
  prepare: (world: World) => Promise<Try> | Try;
  /** Who is answered otherwise than the table of §5.3 says by itself, and why. */
  except?: { callers: readonly CallerName[]; status: number; code: string; why: string }[];
  /** Also from above a suspended account is only read. What ends something works all the same. */
  worksWhenSuspended?: true;
}

const own = ({ target }: World, rest = ""): Try => ({ path: `/v1/accounts/${target.id}${rest}`, id: target.id });

async function colleague(world: World): Promise<string> {
  return (await invited(world.target)).invitation.id;
}

async function business(world: World): Promise<string> {
  const { invitation } = await invitedBusiness(world.target, { email: address("firm"), business: { name: address() } });
  return invitation.id;
}

async function memberId(world: World): Promise<string> {
  return (await createMember(world.target, "member")).user._id.toHexString();
}

async function contactId(world: World): Promise<string> {
  return (await createContact(world.target, { name: address("firm") })).id;
}

async function suppressionId({ target }: World): Promise<string> {
  const stop = { account: target.account._id, reason: "manual", detail: null, invitation: null } as const;
  const email = address("stopped");
  const { insertedId } = await suppressions().insertOne({
    ...stop,
    _id: newId(),
    email,
    emailKey: email,
    createdAt: new Date(),
  });
  return insertedId.toHexString();
}

async function keyId({ target }: World): Promise<string> {
  const actor = userActor(target.owner, null);
  return (await createApiKey(actor, { name: "to end", account: target.id, permissions: ["invitations:read"] })).id;
}

const SEES_NOTHING_TO_SUSPEND = {
  callers: ["owner", "key with the permission"] as CallerName[],
  status: 403,
  code: "forbidden",
  why: "only an account above can suspend one or lift that",
};

const NOT_ALL_OF_AN_OWNER = {
  callers: ["key with the permission", "key of the parent with the permission"] as CallerName[],
  status: 403,
  code: "role_too_high",
  why: "ownership is everything, and nobody grants what they do not hold",
};

export const CASES: Case[] = [
  { route: "GET /v1/accounts/[id]", needs: "read", status: 200, prepare: (world) => own(world) },
  {
    route: "PATCH /v1/accounts/[id]",
    needs: "owner:update",
    status: 200,
    prepare: (world) => ({ ...own(world), body: { name: "Target" } }),
  },
  {
    route: "POST /v1/accounts/invite",
    as: "a colleague",
    needs: "invitations:create",
    status: 201,
    prepare: ({ target }) => ({
      path: "/v1/accounts/invite",
      body: { type: "user", email: address(), accountId: target.id },
      id: target.id,
    }),
  },
  {
    route: "POST /v1/accounts/invite",
    as: "a business",
    needs: "accounts:create",
    status: 201,
    prepare: ({ target }) => ({
      path: "/v1/accounts/invite",
      body: { type: "business", business: { name: "B" }, email: address(), accountId: target.id },
      id: target.id,
    }),
  },
  {
    route: "POST /v1/accounts/invite",
    as: "a list of colleagues",
    needs: "invitations:create",
    status: 202,
    prepare: ({ target }) => listFor(target, "email\na@example.com\n", "user"),
  },
  {
    route: "POST /v1/accounts/invite",
    as: "a list of businesses",
    needs: "accounts:create",
    status: 202,
    prepare: ({ target }) => listFor(target, "email,company\na@example.com,Blue\n", "business"),
  },
  {
    route: "POST /v1/accounts/[id]/invite",
    as: "a colleague",
    needs: "invitations:create",
    status: 201,
    prepare: (world) => ({ ...own(world, "/invite"), body: { email: address() } }),
  },
  {
    route: "POST /v1/accounts/[id]/invite",
    as: "a colleague's again",
    needs: "invitations:create",
    status: 200,
    prepare: async (world) => ({ ...own(world, "/invite"), body: { invitationId: await colleague(world) } }),
  },
  {
    route: "POST /v1/accounts/[id]/invite",
    as: "a business's again",
    needs: "accounts:create",
    status: 200,
    prepare: async (world) => ({ ...own(world, "/invite"), body: { invitationId: await business(world) } }),
  },
  {
    route: "DELETE /v1/accounts/[id]/cancel-invite",
    worksWhenSuspended: true,
    as: "a colleague's",
    needs: "invitations:cancel",
    status: 200,
    prepare: async (world) => own(world, `/cancel-invite?invitationId=${await colleague(world)}`),
  },
  {
    route: "DELETE /v1/accounts/[id]/cancel-invite",
    worksWhenSuspended: true,
    as: "a business's",
    needs: "accounts:create",
    status: 200,
    prepare: async (world) => own(world, `/cancel-invite?invitationId=${await business(world)}`),
  },
  {
    route: "GET /v1/accounts/[id]/invitations",
    needs: "invitations:read",
    status: 200,
    prepare: (world) => own(world, "/invitations"),
  },
  {
    route: "POST /v1/accounts/[id]/invitations/resend",
    as: "colleagues",
    needs: "invitations:create",
    status: 200,
    prepare: (world) => ({ ...own(world, "/invitations/resend"), body: { type: "user", q: "nobody" } }),
  },
  {
    route: "POST /v1/accounts/[id]/invitations/resend",
    as: "businesses",
    needs: "accounts:create",
    status: 200,
    prepare: (world) => ({ ...own(world, "/invitations/resend"), body: { type: "business", q: "nobody" } }),
  },
  {
    route: "POST /v1/accounts/[id]/invitations/cancel",
    worksWhenSuspended: true,
    as: "colleagues",
    needs: "invitations:cancel",
    status: 200,
    prepare: (world) => ({ ...own(world, "/invitations/cancel"), body: { type: "user", q: "nobody" } }),
  },
  {
    route: "POST /v1/accounts/[id]/invitations/cancel",
    worksWhenSuspended: true,
    as: "businesses",
    needs: "accounts:create",
    status: 200,
    prepare: (world) => ({ ...own(world, "/invitations/cancel"), body: { type: "business", q: "nobody" } }),
  },
  {
    route: "GET /v1/invitations/[id]",
    needs: "invitations:read",
    status: 200,
    prepare: async (world) => {
      const id = await colleague(world);
      return { path: `/v1/invitations/${id}`, id };
    },
  },
  {
    route: "PUT /v1/accounts/[id]/updateownerinfo",
    needs: "owner:update",
    status: 200,
    prepare: (world) => ({ ...own(world, "/updateownerinfo"), body: { company: { phone: "+351 210 000 000" } } }),
  },
  {
    route: "GET /v1/accounts/[id]/users",
    needs: "members:manage",
    status: 200,
    prepare: (world) => own(world, "/users"),
  },
  {
    route: "PATCH /v1/accounts/[id]/users/[userId]",
    needs: "members:manage",
    status: 200,
    prepare: async (world) => ({ ...own(world, `/users/${await memberId(world)}`), body: { status: "disabled" } }),
  },
  {
    route: "DELETE /v1/accounts/[id]/users/[userId]",
    needs: "members:manage",
    status: 200,
    prepare: async (world) => own(world, `/users/${await memberId(world)}`),
  },
  {
    route: "POST /v1/accounts/[id]/transfer-ownership",
    needs: "owner:update",
    status: 202,
    prepare: async (world) => ({ ...own(world, "/transfer-ownership"), body: { userId: await memberId(world) } }),
    except: [NOT_ALL_OF_AN_OWNER],
  },
  {
    route: "DELETE /v1/accounts/[id]/transfer-ownership",
    needs: "owner:update",
    status: 200,
    prepare: async (world) => {
      await offer(world);
      return own(world, "/transfer-ownership");
    },
  },
  {
    route: "POST /v1/accounts/[id]/suspend",
    worksWhenSuspended: true,
    needs: "accounts:suspend",
    status: 200,
    prepare: async (world) => {
      await lift(world);
      return own(world, "/suspend");
    },
    except: [SEES_NOTHING_TO_SUSPEND],
  },
  {
    route: "POST /v1/accounts/[id]/unsuspend",
    worksWhenSuspended: true,
    needs: "accounts:suspend",
    status: 200,
    prepare: (world) => own(world, "/unsuspend"),
    except: [SEES_NOTHING_TO_SUSPEND],
  },
  { route: "GET /v1/accounts/[id]/branding", needs: "read", status: 200, prepare: (world) => own(world, "/branding") },
  {
    route: "PUT /v1/accounts/[id]/branding",
    needs: "branding:update",
    status: 200,
    prepare: (world) => ({ ...own(world, "/branding"), body: { colour: "#2f5d8a" } }),
  },
  {
    route: "PUT /v1/accounts/[id]/branding/logo",
    needs: "branding:update",
    status: 200,
    prepare: async (world) => ({ ...own(world, "/branding/logo"), body: formWith(await picture()) }),
  },
  {
    route: "DELETE /v1/accounts/[id]/branding/logo",
    needs: "branding:update",
    status: 200,
    prepare: (world) => own(world, "/branding/logo"),
  },
  {
    route: "GET /v1/accounts/[id]/templates",
    needs: "branding:update",
    status: 200,
    prepare: (world) => own(world, "/templates"),
  },
  {
    route: "GET /v1/accounts/[id]/templates/[kind]",
    needs: "branding:update",
    status: 200,
    prepare: (world) => own(world, "/templates/invite-user"),
  },
  {
    route: "PUT /v1/accounts/[id]/templates/[kind]",
    needs: "branding:update",
    status: 200,
    prepare: (world) => ({ ...own(world, "/templates/invite-user"), body: { subject: "Join {account}" } }),
  },
  {
    route: "DELETE /v1/accounts/[id]/templates/[kind]",
    needs: "branding:update",
    status: 200,
    prepare: (world) => own(world, "/templates/invite-user"),
  },
  {
    route: "POST /v1/accounts/[id]/templates/[kind]/test",
    needs: "branding:update",
    status: 202,
    prepare: (world) => own(world, "/templates/invite-user/test"),
  },
  {
    route: "GET /v1/contacts",
    needs: "contacts:manage",
    status: 200,
    prepare: ({ target }) => ({ path: `/v1/contacts?accountId=${target.id}`, id: target.id }),
  },
  {
    route: "POST /v1/contacts",
    needs: "contacts:manage",
    status: 201,
    prepare: ({ target }) => ({
      path: "/v1/contacts",
      body: { type: "business", name: address(), accountId: target.id },
      id: target.id,
    }),
  },
  {
    route: "GET /v1/contacts/[id]",
    needs: "contacts:manage",
    status: 200,
    prepare: async (world) => aboutContact(await contactId(world)),
  },
  {
    route: "PATCH /v1/contacts/[id]",
    needs: "contacts:manage",
    status: 200,
    prepare: async (world) => ({ ...aboutContact(await contactId(world)), body: { phone: "+351 210 000 000" } }),
  },
  {
    route: "DELETE /v1/contacts/[id]",
    needs: "contacts:manage",
    status: 204,
    prepare: async (world) => aboutContact(await contactId(world)),
  },
  {
    route: "GET /v1/api-keys",
    needs: "api_keys:manage",
    status: 200,
    prepare: ({ target }) => ({ path: `/v1/api-keys?account=${target.id}`, id: target.id }),
  },
  {
    route: "POST /v1/api-keys",
    needs: "api_keys:manage",
    status: 201,
    prepare: ({ target }) => ({
      path: "/v1/api-keys",
      body: { name: "made by the matrix", account: target.id, permissions: ["api_keys:manage"] },
      id: target.id,
    }),
  },
  {
    route: "DELETE /v1/api-keys/[id]",
    worksWhenSuspended: true,
    needs: "api_keys:manage",
    status: 204,
    prepare: async (world) => {
      const id = await keyId(world);
      return { path: `/v1/api-keys/${id}`, id };
    },
  },
  {
    route: "GET /v1/batches",
    needs: "invitations:read",
    status: 200,
    prepare: ({ target }) => ({ path: `/v1/batches?accountId=${target.id}`, id: target.id }),
  },
  {
    route: "GET /v1/batches/[id]",
    needs: "invitations:read",
    status: 200,
    prepare: async (world) => aboutList(await finishedList(world)),
  },
  {
    route: "PATCH /v1/batches/[id]",
    as: "of colleagues",
    needs: "invitations:create",
    status: 200,
    prepare: async (world) => ({ ...aboutList(await draftOf(world, "user")), body: { name: "Autumn" } }),
  },
  {
    route: "PATCH /v1/batches/[id]",
    as: "of businesses",
    needs: "accounts:create",
    status: 200,
    prepare: async (world) => ({ ...aboutList(await draftOf(world, "business")), body: { name: "Autumn" } }),
  },
  {
    route: "POST /v1/batches/[id]/start",
    as: "of colleagues",
    needs: "invitations:create",
    status: 200,
    prepare: async (world) => aboutList(await draftOf(world, "user"), "/start"),
  },
  {
    route: "POST /v1/batches/[id]/start",
    as: "of businesses",
    needs: "accounts:create",
    status: 200,
    prepare: async (world) => aboutList(await draftOf(world, "business"), "/start"),
  },
  {
    route: "POST /v1/batches/[id]/test",
    needs: "invitations:create",
    status: 202,
    prepare: async (world) => aboutList(await draftOf(world, "user"), "/test"),
  },
  {
    route: "POST /v1/contacts/import",
    needs: "contacts:manage",
    status: 200,
    prepare: ({ target }) => ({
      path: `/v1/contacts/import?accountId=${target.id}`,
      body: listForm("company\nBlue\n"),
      id: target.id,
    }),
  },
  {
    route: "GET /v1/batches/[id]/rows",
    needs: "invitations:read",
    status: 200,
    prepare: async (world) => aboutList(await finishedList(world), "/rows"),
  },
  {
    route: "GET /v1/batches/[id]/report.csv",
    needs: "invitations:read",
    status: 200,
    prepare: async (world) => aboutList(await finishedList(world), "/report.csv"),
  },
  {
    route: "GET /v1/batches/[id]/events",
    needs: "invitations:read",
    status: 200,
    prepare: async (world) => aboutList(await finishedList(world), "/events"),
  },
  {
    route: "POST /v1/batches/[id]/pause",
    worksWhenSuspended: true,
    as: "colleagues",
    needs: "invitations:create",
    status: 200,
    prepare: async (world) => aboutList(await listAt(world, "user", "running"), "/pause"),
  },
  {
    route: "POST /v1/batches/[id]/pause",
    worksWhenSuspended: true,
    as: "businesses",
    needs: "accounts:create",
    status: 200,
    prepare: async (world) => aboutList(await listAt(world, "business", "running"), "/pause"),
  },
  {
    route: "POST /v1/batches/[id]/resume",
    as: "colleagues",
    needs: "invitations:create",
    status: 200,
    prepare: async (world) => aboutList(await listAt(world, "user", "paused"), "/resume"),
  },
  {
    route: "POST /v1/batches/[id]/resume",
    as: "businesses",
    needs: "accounts:create",
    status: 200,
    prepare: async (world) => aboutList(await listAt(world, "business", "paused"), "/resume"),
  },
  {
    route: "POST /v1/batches/[id]/cancel",
    worksWhenSuspended: true,
    as: "colleagues",
    needs: "invitations:create",
    status: 200,
    prepare: async (world) => aboutList(await listAt(world, "user", "running"), "/cancel"),
  },
  {
    route: "POST /v1/batches/[id]/cancel",
    worksWhenSuspended: true,
    as: "businesses",
    needs: "accounts:create",
    status: 200,
    prepare: async (world) => aboutList(await listAt(world, "business", "running"), "/cancel"),
  },
  {
    route: "POST /v1/batches/[id]/retry",
    as: "colleagues",
    needs: "invitations:create",
    status: 200,
    prepare: async (world) => aboutList(await listAt(world, "user", "completed"), "/retry"),
  },
  {
    route: "POST /v1/batches/[id]/retry",
    as: "businesses",
    needs: "accounts:create",
    status: 200,
    prepare: async (world) => aboutList(await listAt(world, "business", "completed"), "/retry"),
  },
  {
    route: "GET /v1/events",
    needs: "events:read",
    status: 200,
    prepare: ({ target }) => ({ path: `/v1/events?account=${target.id}`, id: target.id }),
  },
  {
    route: "GET /v1/accounts/[id]/suppressions",
    needs: "invitations:read",
    status: 200,
    prepare: (world) => own(world, "/suppressions"),
  },
  {
    route: "POST /v1/accounts/[id]/suppressions",
    needs: "invitations:create",
    status: 200,
    prepare: (world) => ({ ...own(world, "/suppressions"), body: { email: address("stopped") } }),
  },
  {
    route: "DELETE /v1/accounts/[id]/suppressions/[suppressionId]",
    needs: "invitations:create",
    status: 204,
    prepare: async (world) => {
      const id = await suppressionId(world);
      return { path: `/v1/accounts/${world.target.id}/suppressions/${id}`, id };
    },
  },
];

/** Routes that ask for no permission in an account, and what they ask for instead. Each has tests of its own. */
export const OTHERWISE: Record<string, string> = {
  "GET /v1/accounts": "any caller: lists the caller's own",
  "GET /v1/accounts/accept-invite": "the token in the link",
  "POST /v1/accounts/accept-invite": "the token, and the invitee's session where they have a login",
  "POST /v1/accounts/decline-invite": "the token",
  "POST /v1/accounts/request-invite": "the token",
  "POST /v1/accounts/verify-email": "the token",
  "GET /v1/unsubscribe": "nothing: the page that it leads to asks first",
  "POST /v1/unsubscribe": "the token in the link",
  "POST /v1/webhooks/resend": "the provider's signature",
  "POST /v1/webhooks/sendgrid": "the provider's signature",
  "POST /v1/accounts/[id]/transfer-ownership/accept": "to be the one whom the ownership was offered to",
};

async function finishedList({ target }: World): Promise<string> {
  const skipped = { status: "skipped", code: "already_member", reason: null } as const;
  return (await putList(target, [[{ cells: ["a@example.com", ""], result: skipped }]], { status: "completed" })).id;
}

async function listAt({ target }: World, type: "user" | "business", status: "running" | "paused" | "completed") {
  const failed = { status: "failed", code: "internal", reason: null } as const;
  return (await putList(target, [[{ cells: ["a@example.com", ""], result: failed }]], { type, status })).id;
}

function listForm(csv: string): FormData {
  const form = new FormData();
  form.set("file", new Blob([csv], { type: "text/csv" }), "list.csv");
  return form;
}

function listFor({ id }: Tenant, csv: string, type: "business" | "user"): Try {
  return { path: `/v1/accounts/invite?type=${type}&accountId=${id}`, body: listForm(csv), id };
}

async function draftOf({ target }: World, type: "business" | "user"): Promise<string> {
  const check = { outcome: "invite", code: "invite", reason: null };
  const draft = {
    status: "draft" as const,
    type,
    header: ["email", "name"],
    columns: ["email", type === "user" ? "firstName" : "businessName"],
    checked: { invite: 1 },
  };
  return (await putList(target, [[{ cells: ["a@example.com", "Blue"], check }]], draft)).id;
}

function aboutList(id: string, rest = ""): Try {
  return { path: `/v1/batches/${id}${rest}`, id };
}

function aboutContact(id: string): Try {
  return { path: `/v1/contacts/${id}`, id };
}

async function offer(world: World): Promise<void> {
  const answer = await post(
    `/v1/accounts/${world.target.id}/transfer-ownership`,
    { userId: await memberId(world) },
    { as: world.target.cookie },
  );
  if (answer.status !== 202) throw new Error(`Not offered: ${answer.text}`);
}

/** The caller before may have suspended it, which would answer all others. */
async function lift({ above, target }: World): Promise<void> {
  await post(`/v1/accounts/${target.id}/unsuspend`, {}, { as: above.cookie });
}

/** The credential of a caller who asks for what needs this permission. */
export async function credentialOf(name: CallerName, world: World, needs: Needs): Promise<string | undefined> {
  const holding = (tenant: Tenant, chosen: (one: Permission) => boolean) => createKey(tenant, ALL.filter(chosen));
  switch (name) {
    case "signed out":
      return undefined;
    case "member":
      return world.member.cookie;
    case "admin":
      return world.admin.cookie;
    case "owner":
      return world.target.cookie;
    case "owner of the parent":
      return world.above.cookie;
    case "admin of the parent":
      return world.adminAbove.cookie;
    case "owner of a sub-account":
      return world.below.cookie;
    case "owner of a sibling":
      return world.sibling.cookie;
    case "owner of a stranger":
      return world.stranger.cookie;
    case "key with the permission":
      return holding(world.target, (one) => one === (needs === "read" ? "events:read" : needs));
    case "key with all others":
      return holding(world.target, (one) => one !== needs);
    case "key of the parent with the permission":
      return holding(world.above, (one) => one === (needs === "read" ? "events:read" : needs));
    case "key of a sibling":
      return world.sibling.key;
    case "key of a stranger":
      return world.stranger.key;
  }
}

/** The contract's table (§5.3), copied from there and not from the code. */
export const ALL: Permission[] = [
  "invitations:read",
  "contacts:manage",
  "events:read",
  "invitations:create",
  "invitations:cancel",
  "members:manage",
  "accounts:create",
  "owner:update",
  "accounts:suspend",
  "branding:update",
  "api_keys:manage",
  "webhooks:manage",
];
const ADMIN: Permission[] = ALL.slice(0, 6);

const CODES: Record<number, string> = { 401: "unauthenticated", 403: "forbidden", 404: "not_found" };

/** The status and the problem's code that a caller has to get. */
export function expected(name: CallerName, one: Case): [status: number, code: string | undefined] {
  const special = one.except?.find(({ callers }) => callers.includes(name));
  if (special) return [special.status, special.code];
  const status = inTheTable(name, one);
  return [status, CODES[status]];
}

/** What the table says: the success's own status, 401, 403 or 404. */
function inTheTable(name: CallerName, { needs, status }: Case): number {
  switch (name) {
    case "signed out":
      return 401;
    case "member":
      return needs === "read" ? status : 403;
    case "admin":
      return needs === "read" || ADMIN.includes(needs) ? status : 403;
    case "owner":
    case "owner of the parent":
    case "key with the permission":
    case "key of the parent with the permission":
      return status;
    case "key with all others":
      return needs === "read" ? status : 403;
    default:
      return 404;
  }
}
