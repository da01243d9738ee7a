import { describe, expect, it } from "vitest";
import { ContactChangeForm, NewContactForm } from "@/lib/console/contact-form";
import { type ContactView, contactTexts } from "@/lib/contacts/schema";

describe("the form of a contact", () => {
  it("a business is called by its name, a person by first and last name", () => {
    expect(NewContactForm.parse({ type: "business", name: "Lima Bakery", firstName: "Ana" })).toMatchObject({
      type: "business",
      name: "Lima Bakery",
      firstName: "Ana",
    });
    const hidden = { name: "what the hidden field holds" };
    expect(NewContactForm.parse({ type: "person", firstName: "Ana", lastName: "Lima", ...hidden })).toMatchObject({
      type: "person",
      name: "Ana Lima",
    });
    expect(NewContactForm.parse({ type: "person", fullName: "Dr Lima", firstName: "Ana" })).toMatchObject({
      name: "Dr Lima",
    });
  });

  it("an address in parts is one, without a part none, and one that came as a text stays a text", () => {
    const address = (fields: object) => NewContactForm.parse({ type: "business", name: "Lima", ...fields }).address;
    expect(address({ city: "Lisbon", country: "Portugal" })).toEqual({ city: "Lisbon", country: "Portugal" });
    expect(address({})).toBeUndefined();
    expect(address({ address: "Rua das Flores 1, Lisbon" })).toBe("Rua das Flores 1, Lisbon");
  });

  it("in a change a field left empty takes away what stood there", () => {
    const { version, change } = ContactChangeForm.parse({ type: "business", name: "Lima", version: "3" });
    expect(version).toBe(3);
    expect(change).toEqual({
      type: "business",
      name: "Lima",
      firstName: "",
      lastName: "",
      email: null,
      phone: null,
      website: null,
      address: null,
    });
  });

  it.each([
    ["no name", { type: "business" }, "name"],
    ["no name of a person", { type: "person", name: "Lima" }, "firstName"],
    [
      "61 characters in two names",
      { type: "person", firstName: "x".repeat(30), lastName: "x".repeat(30) },
      "firstName",
    ],
    ["a list for a name", { type: "business", name: ["Lima", "Bakery"] }, "name"],
    ["a website that a browser would run", { type: "business", name: "Lima", website: "javascript:1" }, "website"],
    ["no type", { name: "Lima" }, "type"],
  ])("%s is told by its field", (_, form, field) => {
    expect(NewContactForm.safeParse(form).error?.issues.map(({ path }) => path.join("."))).toEqual([field]);
  });

  it("a contact's texts are named as the fields, and fill them", () => {
    const view = { type: "business", name: "Lima", firstName: "Ana", lastName: "", email: null, phone: "+351 1" };
    const texts = contactTexts({ ...view, website: null, address: { city: "Lisbon" } } as ContactView);
    expect(texts).toMatchObject({ name: "Lima", email: "", phone: "+351 1", address: "", city: "Lisbon", line1: "" });
    const given = Object.fromEntries(Object.entries(texts).filter(([, value]) => value !== ""));
    expect(ContactChangeForm.parse({ ...given, version: "1" }).change).toEqual({
      ...view,
      website: null,
      address: { city: "Lisbon" },
    });
  });
});
