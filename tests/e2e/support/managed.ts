import { ObjectId } from "mongodb";
import { users } from "@/lib/db/client";
import type { Role, UserDoc } from "@/lib/db/types";
import { personKeys } from "@/lib/text";
import {
  address,
  createContact,
  createPerson,
  createSubAccount,
  createTenant,
  type Person,
  type Tenant,
} from "../../support/factories";
import { callApi, inviteAs } from "./api";
import { invited, type Stage } from "./stage";

/** Accounts in which what is managed is found in all its states. */

/** Makes something when it is first asked for, and the same ever after. */
export function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** Factories call everybody Rui Costa, who cannot be told apart on a page. */
export async function rename(user: Pick<UserDoc, "_id">, firstName: string, lastName: string): Promise<void> {
  const name = { firstName, lastName };
  await users().updateOne({ _id: user._id }, { $set: { ...name, ...personKeys(name) } });
}

export function memberOf(
  { account }: Pick<Tenant, "account">,
  name: { firstName: string; lastName: string },
  role: Role,
  status: "active" | "disabled" = "active",
): Promise<Person> {
  return createPerson({
    ...name,
    email: address(name.firstName.toLowerCase()),
    memberships: [{ account: account._id, role, status }],
  });
}

export function offerOwnership(url: string, { id, cookie }: Tenant, { _id }: Pick<UserDoc, "_id">): Promise<unknown> {
  return callApi(`${url}/v1/accounts/${id}/transfer-ownership`, "POST", cookie, { userId: _id.toHexString() });
}

/** An account of several people, whose ownership is offered to one of them. */
export async function peopled({ url }: Stage) {
  const tenant = await createTenant({ name: "Harbour Bakery" });
  const ana = await memberOf(tenant, { firstName: "Ana", lastName: "Lima" }, "admin");
  const hannah = await memberOf(tenant, { firstName: "Hannah", lastName: "Weiss" }, "admin");
  const bo = await memberOf(tenant, { firstName: "Bo", lastName: "Lindqvist-Fernandes da Cunha" }, "member");
  await memberOf(tenant, { firstName: "Cy", lastName: "Okafor" }, "member", "disabled");
  await inviteAs(tenant, url, { type: "user", email: address("dina"), firstName: "Dina", lastName: "Reis" });
  await offerOwnership(url, tenant, ana.user);
  return { tenant, ana, hannah, bo };
}

/** Accounts three levels deep: open, invited, suspended, and held up by the one above. */
export async function treed(stage: Stage) {
  const tenant = await createTenant({ name: "Northern Books" });
  const below = async (parent: Tenant, name: string, firstName: string, lastName: string) => {
    const sub = await createSubAccount(parent, { name });
    await rename(sub.owner, firstName, lastName);
    return sub;
  };
  const bakery = await below(tenant, "Blue Bakery", "Ana", "Lima");
  const shop = await below(bakery, "Blue Bakery Alfama", "Eva", "Moreno");
  await below(shop, "Alfama Market Stall, Saturdays and holidays only", "Ines", "Prado");
  await below(bakery, "Blue Bakery Belém", "Tomás", "Reis");
  const ceramics = await below(tenant, "Fjord Ceramics", "Nora", "Lind");
  const kiln = await below(ceramics, "The Kiln", "Jon", "Aas");
  await callApi(`${stage.url}/v1/accounts/${ceramics.id}/suspend`, "POST", tenant.cookie);
  const waiting = await invited(
    { ...stage, tenant },
    {
      type: "business",
      business: { name: "Corner Books" },
      email: address("mia"),
      firstName: "Mia",
      lastName: "Holt",
    },
  );
  return { tenant, bakery, shop, ceramics, kiln, waiting };
}

/** Contacts of both types: without an address, invited, and with an account. */
export async function contacted(stage: Stage) {
  const tenant = await createTenant({ name: "Northern Books" });
  const harbour = await createContact(tenant, {
    name: "Harbour Guesthouse",
    firstName: "Ida",
    lastName: "Berg",
    phone: "+47 22 00 00 00",
    website: "https://harbour.example",
    address: { line1: "Strandgata 4", postalCode: "0151", city: "Oslo", country: "Norway" },
  });
  const person = await createContact(tenant, {
    type: "person",
    name: "Leo Marsh",
    firstName: "Leo",
    lastName: "Marsh",
    email: null,
  });
  await createContact(tenant, { name: "A Very Long Name Of A Business That Sells Everything By The Sea" });
  const business = { name: "Blue Bakery" };
  await invited({ ...stage, tenant }, { type: "business", business, email: address("ana"), firstName: "Ana" });
  return { tenant, harbour, person };
}

/** Somebody of several accounts, in a different role in each. */
export async function settledIn(...tenants: Tenant[]): Promise<Person> {
  const roles: Role[] = ["admin", "member", "admin", "member"];
  return createPerson({
    firstName: "Ana",
    lastName: "Lima",
    email: address("ana"),
    memberships: tenants.map(({ account }, index) => ({
      account: new ObjectId(account._id),
      role: roles[index % roles.length] ?? "member",
      status: "active",
    })),
  });
}
