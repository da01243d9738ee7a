import path from "node:path";
import { describe, expect, it } from "vitest";
import { firstValue, headerKey, matchColumns, ownColumns, plainCell, safeCell } from "@/lib/batches/fields";
import { readFile } from "../support/list-files";

const LISTS = path.resolve(import.meta.dirname, "../data/lists");

type Fields = Record<string, string>;

/** The first row of a file, by the fields that are found without help. */
async function firstRow(name: string, type: "business" | "user"): Promise<Fields> {
  const { header, rows } = await readFile(path.join(LISTS, name));
  const columns = matchColumns(header, type);
  const cells = rows[0]?.cells ?? [];
  return Object.fromEntries(
    columns.flatMap((field, index) => (field && cells[index] ? [[field, firstValue(cells[index])]] : [])),
  );
}

const REAL: Record<string, Fields> = {
  "google-contacts.csv": {
    email: "ines@bluekiln.example",
    firstName: "Inês",
    lastName: "Okafor",
    businessName: "Blue Kiln Ceramics",
    phone: "+351 21 555 0100",
    website: "https://bluekiln.example",
    "address.line1": "Rua das Flores 12",
    "address.city": "Lisboa",
    "address.postalCode": "1200-192",
    "address.country": "Portugal",
  },
  "google-contacts-2023.csv": {
    email: "maren@fjord.example",
    firstName: "Maren",
    lastName: "Solberg",
    businessName: "Fjord Kayaks",
    phone: "+47 55 55 01 00",
  },
  "outlook.csv": {
    email: "renee@dufour.example",
    firstName: "Renée",
    lastName: "Dufour",
    businessName: "Café Dufour",
    phone: "+33 2 55 50 01 00",
    website: "https://dufour.example",
    "address.line1": "8 rue du Port",
    "address.city": "Brest",
    "address.postalCode": "29200",
    "address.country": "France",
  },
  "outlook-german.csv": {
    email: "joerg@weiss.example",
    firstName: "Jörg",
    lastName: "Weiß",
    businessName: "Weiß & Söhne",
    phone: "+49 451 555 0100",
    "address.line1": "Hafenstraße 3",
    "address.city": "Lübeck",
    "address.postalCode": "23552",
  },
  "hubspot.csv": {
    email: "gaelle@cremerie.example",
    firstName: "Gaëlle",
    lastName: "Arnaud",
    businessName: "Crèmerie Arnaud",
    phone: "04 55 50 01 00",
    website: "cremerie.example",
    "address.line1": "4 place du Marché",
    "address.city": "Annecy",
    "address.country": "France",
    externalId: "901",
  },
  "mailchimp.csv": {
    email: "nia@orchard.example",
    firstName: "Nia",
    lastName: "Mensah",
    phone: "+44 113 555 0100",
    address: "5 Orchard Road  Leeds LS1 4DY",
  },
  "salesforce.csv": {
    email: "ravi@lotus.example",
    firstName: "Ravi",
    lastName: "Menon",
    businessName: "Lotus Labs",
    phone: "+91 20 5550 0100",
    "address.line1": "1 Lake View",
    "address.city": "Pune",
    "address.postalCode": "411001",
    "address.country": "India",
    externalId: "0035g00000AbCdE",
  },
  "excel-utf8.csv": {
    email: "zoe@muehle.example",
    firstName: "Zoë",
    lastName: "Müller",
    businessName: 'Mühle "Zum Rad"',
    phone: "+49 30 5550100",
  },
  "excel-spanish.csv": {
    email: "lucia@horno.example",
    firstName: "Lucía",
    lastName: "Peña",
    businessName: "Horno Peña",
    phone: "+34 91 555 01 00",
    "address.postalCode": "28013",
  },
  "excel-french.csv": {
    email: "elodie@atelier.example",
    firstName: "Élodie",
    lastName: "Lefèvre",
    businessName: "Atelier Lefèvre",
    phone: "01 55 50 01 00",
    "address.city": "Lyon",
  },
  "excel-unicode-text.txt": {
    email: "joao@padaria.example",
    firstName: "João",
    lastName: "Seabra",
    businessName: "Padaria São João",
    phone: "+351 22 555 0100",
  },
  "numbers.csv": {
    email: "ada@pottery.example",
    firstName: "Ada",
    lastName: "Quist",
    businessName: "Quist Pottery",
    phone: "+1 (555) 010-0100",
  },
};
REAL["outlook-on-the-web.csv"] = REAL["outlook.csv"] ?? {};

describe("the files that products write", () => {
  it.each(Object.keys(REAL))("%s is read without help", async (name) => {
    expect(await firstRow(name, "business")).toEqual(REAL[name]);
  });

  it.each(Object.keys(REAL))("%s is read without help as a list of people, too", async (name) => {
    const { email, firstName, lastName, externalId } = REAL[name] ?? {};
    expect(await firstRow(name, "user")).toEqual({ email, firstName, lastName, ...(externalId ? { externalId } : {}) });
  });
});

describe("matching columns", () => {
  it.each([
    ["email,First_Name,LAST NAME,Role,locale", "email,firstName,lastName,role,locale"],
    ["E-MAIL,metadata.plan,Metadata_Shoe size,externalId", "email,metadata.plan,metadata.Shoe size,externalId"],
    ["Adresse e-mail,Nom,Prénom", "email,lastName,firstName"],
    ["Dirección de correo electrónico,Nombre,Apellidos,Idioma", "email,firstName,lastName,locale"],
    ["E-Mail-Adresse,Vorname,Nachname,Rolle,Sprache", "email,firstName,lastName,role,locale"],
    ["Endereço de e-mail,Nome,Sobrenome,Mensagem", "email,firstName,lastName,message"],
    ["E-mail 2 - Value,E-mail 1 - Value,E-mail 3 - Value", ",email,"],
    ["Work Email,Email,Personal Email", ",email,"],
    ["Email,Email,email", "email,,"],
  ])("%s fills %s", (header, fields) => {
    expect(matchColumns(header.split(","), "user").map(String).join(",").replaceAll("null", "")).toBe(fields);
  });

  it("business.name and address.city of NDJSON are fields", () => {
    const header = ["email", "business.name", "business.address.city", "address.country", "metadata.x"];
    expect(matchColumns(header, "business")).toEqual([
      "email",
      "businessName",
      "address.city",
      "address.country",
      "metadata.x",
    ]);
  });

  it.each(["Name", "name", "Nom", "Nombre", "Nome"])("a %s is the business's, or a person's whole one", (name) => {
    expect(matchColumns(["Email", name], "business")).toEqual(["email", "businessName"]);
    expect(matchColumns(["Email", name], "user")).toEqual(["email", "firstName"]);
    expect(matchColumns(["Email", name], "person")).toEqual(["email", "firstName"]);
  });

  it("a full name is a person's, whole, in every kind of list", () => {
    for (const type of ["business", "user", "person"] as const) {
      expect(matchColumns(["Email", "Full name"], type)).toEqual(["email", "firstName"]);
    }
    expect(matchColumns(["Name", "Full name"], "business")).toEqual(["businessName", "firstName"]);
  });

  it("neither is taken where a column says it better, or is said to", () => {
    expect(matchColumns(["Name", "Company"], "business")).toEqual([null, "businessName"]);
    expect(matchColumns(["Name", "contactId"], "business")).toEqual([null, "contactId"]);
    expect(matchColumns(["Name", "First name", "Email"], "user")).toEqual([null, "firstName", "email"]);
    expect(matchColumns(["Full name", "Surname", "Email"], "user")).toEqual([null, "lastName", "email"]);
    expect(matchColumns(["Name", "Contact", "Email"], "user", { firstName: "Contact" })[0]).toBeNull();
    expect(matchColumns(["Company", "Name", "Phone"], "person")).toEqual(["businessName", "firstName", "phone"]);
  });

  it("what may be anything is left to the person", () => {
    for (const name of ["Title", "Notes", "", "  ", "—"]) {
      for (const type of ["business", "user"] as const) expect(matchColumns(["Email", name], type)[1], name).toBeNull();
    }
  });

  it("an address beside a city is the street; beside a street it says nothing new", () => {
    expect(matchColumns(["Email", "Address", "City"], "business")).toEqual(["email", "address.line1", "address.city"]);
    expect(matchColumns(["Email", "Address", "Street"], "business")).toEqual(["email", null, "address.line1"]);
    expect(matchColumns(["Email", "Address"], "business")).toEqual(["email", "address"]);
  });

  it("a contact's id is ours unless it comes from a file with addresses of its own", () => {
    expect(matchColumns(["contactId"], "business")).toEqual(["contactId"]);
    expect(matchColumns(["Contact ID"], "business")).toEqual(["contactId"]);
    expect(matchColumns(["Contact ID", "Email"], "business")).toEqual(["externalId", "email"]);
    expect(matchColumns(["contactId", "Email"], "business")).toEqual(["contactId", "email"]);
  });

  it("what somebody says goes first, and the rest is still found", () => {
    const header = ["Email", "Private", "First name"];
    expect(matchColumns(header, "user", { email: "Private" })).toEqual([null, "email", "firstName"]);
    expect(matchColumns(header, "user", { email: "private" })).toEqual([null, "email", "firstName"]);
    expect(matchColumns(header, "user", { email: "Nowhere" })).toEqual(["email", null, "firstName"]);
    expect(matchColumns(header, "user", { nonsense: "Private" })).toEqual(["email", null, "firstName"]);
  });

  it("names of what every object has are names like others", () => {
    const header = ["__proto__", "constructor", "toString", "hasOwnProperty", "Email"];
    expect(matchColumns(header, "user")).toEqual([null, null, null, null, "email"]);
    expect(matchColumns(header, "user", { __proto__: "Email", toString: "constructor" } as never)[4]).toBe("email");
    expect(header.map(headerKey)).toEqual(["proto", "constructor", "tostring", "hasownproperty", "email"]);
  });
});

describe("a report that comes back", () => {
  const added = ["status", "code", "reason", "invitation"];

  it("its own columns are known where all of them stand at the end, however often it went round", () => {
    const own = (header: string[]) => ownColumns(header).filter(Boolean).length;
    expect(ownColumns(["Email", ...added])).toEqual([false, true, true, true, true]);
    expect(own(["Email", ...added, "inviteUrl"])).toBe(5);
    expect(own(["Email", ...added, ...added])).toBe(8);
    expect(ownColumns(["Email", ...added, ""])).toEqual([false, true, true, true, true, false]);
    expect(own(["Email", "status", "code", "reason"])).toBe(0);
    expect(own([...added, "Email"])).toBe(0);
    expect(own(["code", "status", "reason", "invitation"])).toBe(0);
  });

  it.each(["=1+1", "+49 30 555", "-5", "@me", "\tx", "\rx", "\nx", "＝1", "＋1", "－1", "＠x", "'=1", "''+1", "'＝1"])(
    "%j opens as text, and comes back as it was",
    (cell) => {
      expect(safeCell(cell)).toBe(`'${cell}`);
      expect(plainCell(safeCell(cell))).toBe(cell);
    },
  );

  it.each(["", "Ana", "'", "'tis", "O'Neill", "a=b", "49", "’=1", " =1"])("%j is left as it is", (cell) => {
    expect(safeCell(cell)).toBe(cell);
    expect(plainCell(cell)).toBe(cell);
  });
});
