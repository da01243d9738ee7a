import type { Role } from "../../lib/db/types";
import type { ProviderEventType } from "../../lib/mail/provider/event";

/** Who lives in the demo. Every address is below `.example`, which no mail can reach (RFC 2606). */

export interface Person {
  firstName: string;
  lastName: string;
  email: string;
}

export interface Story extends Person {
  /** Opens a sub-account of this name; a colleague joins with a role instead. */
  business?: string;
  role?: Exclude<Role, "owner">;
  locale?: string;
  message?: string;
  phone?: string;
  /** How long ago, in days. */
  invited: number;
  expiresInDays?: number;
  /** What the invitee, or the inviter, did, and how many days ago; nothing: it waits. */
  ends?: { how: "accepted" | "declined" | "cancelled"; ago: number };
  viewed?: number;
  /** What the provider told of the mail, after it had taken it; `said` is what the other side said. */
  told?: { type: ProviderEventType; said?: string }[];
  /** No mail was asked for; the link was handed out. */
  handedOut?: boolean;
  suspended?: boolean;
  /** Invited by the owner of the sub-account that this story opened. */
  team?: Story[];
  brand?: DemoBrand;
}

export interface DemoBrand {
  name: string;
  colour: string;
  replyTo: string;
  supportAddress: string;
  footer: string;
  /** See bin/demo/logos.ts. */
  logo: "star" | "loaf";
}

export const OWNER: Person & { password: string; account: string } = {
  account: "Northlight",
  firstName: "Rui",
  lastName: "Costa",
  email: "rui@northlight.example",
  password: "lantern-by-the-door",
};

export const OWNER_BRAND: DemoBrand = {
  name: OWNER.account,
  colour: "#2f5d8a",
  replyTo: OWNER.email,
  supportAddress: "help@northlight.example",
  footer: "Northlight, bookkeeping for small businesses. Rua do Farol 12, Lisbon",
  logo: "star",
};

/** How Northlight words its mails, oldest first; the last of a language is in use. */
export const WORDINGS = [
  {
    ago: 34,
    kind: "invite-business",
    locale: "en",
    subject: "{inviter} set up {account} for you",
    introduction: "Your books live in {account} from now on. Opening it takes a minute, and you need nothing at hand.",
  },
  {
    ago: 21,
    kind: "invite-business",
    locale: "en",
    subject: "{account} is ready for you",
    introduction:
      "We have set up {account} for you at {brand}: invoices, receipts and this year's taxes in one place.\n\nOpening it takes a minute, and you need nothing at hand. Your link works until {ends}.",
  },
  {
    ago: 21,
    kind: "invite-business",
    locale: "es",
    subject: "{account} está a tu disposición",
    introduction:
      "Hemos preparado {account} en {brand}: facturas, recibos y los impuestos de este año en un solo lugar.\n\nAbrirlo te lleva un minuto. El enlace funciona hasta el {ends}.",
  },
  {
    ago: 12,
    kind: "invite-accepted",
    locale: "en",
    subject: "{invitee} is in",
    introduction: "{invitee} has opened {account}. A short call within the week helps most people to get going.",
  },
] as const;

const delivered: Story["told"] = [{ type: "delivered" }];

export const STORIES: Story[] = [
  {
    firstName: "Hannah",
    lastName: "Weiss",
    email: "hannah@northlight.example",
    role: "admin",
    invited: 34,
    ends: { how: "accepted", ago: 33.8 },
    told: delivered,
  },
  {
    firstName: "Tomás",
    lastName: "Ibarra",
    email: "tomas@northlight.example",
    role: "member",
    locale: "es",
    invited: 28,
    ends: { how: "accepted", ago: 27 },
    told: delivered,
  },
  {
    business: "Blue Bakery",
    firstName: "Ana",
    lastName: "Lima",
    email: "ana@bluebakery.example",
    phone: "+351 21 555 0142",
    locale: "pt",
    message: "Welcome aboard, Ana. Your books for this year are already in here.",
    invited: 24,
    ends: { how: "accepted", ago: 23.6 },
    told: delivered,
    brand: {
      name: "Blue Bakery",
      colour: "#1f5fae",
      replyTo: "ana@bluebakery.example",
      supportAddress: "ola@bluebakery.example",
      footer: "Blue Bakery, bread since 1974. Travessa do Forno 3, Lisbon",
      logo: "loaf",
    },
    team: [
      {
        firstName: "Marta",
        lastName: "Reis",
        email: "marta@bluebakery.example",
        role: "admin",
        locale: "pt",
        invited: 20,
        ends: { how: "accepted", ago: 19.5 },
        told: delivered,
      },
      {
        firstName: "João",
        lastName: "Pinto",
        email: "joao@bluebakery.example",
        role: "member",
        locale: "pt",
        invited: 2,
        told: delivered,
      },
      {
        business: "Blue Bakery Porto",
        firstName: "Inês",
        lastName: "Carvalho",
        email: "ines@bluebakery.example",
        locale: "pt",
        invited: 18,
        ends: { how: "accepted", ago: 17 },
        told: delivered,
        team: [
          {
            firstName: "Duarte",
            lastName: "Alves",
            email: "duarte@bluebakery.example",
            role: "member",
            locale: "pt",
            invited: 9,
            ends: { how: "accepted", ago: 8.5 },
            told: delivered,
          },
        ],
      },
      {
        business: "Blue Bakery Braga",
        firstName: "Rita",
        lastName: "Moura",
        email: "rita@bluebakery.example",
        locale: "pt",
        invited: 4,
        viewed: 3.5,
        told: delivered,
      },
    ],
  },
  {
    business: "Harbour Books",
    firstName: "Ellen",
    lastName: "Byrne",
    email: "ellen@harbourbooks.example",
    phone: "+353 1 555 0188",
    invited: 17,
    ends: { how: "accepted", ago: 15 },
    told: delivered,
  },
  {
    business: "Old Mill Dental",
    firstName: "Priya",
    lastName: "Raman",
    email: "priya@oldmilldental.example",
    invited: 15,
    ends: { how: "accepted", ago: 14.9 },
    told: delivered,
    suspended: true,
  },
  {
    business: "Mistral Cycles",
    firstName: "Luc",
    lastName: "Moreau",
    email: "luc@mistralcycles.example",
    locale: "fr",
    invited: 12,
    ends: { how: "declined", ago: 11 },
    told: [{ type: "delivered" }, { type: "unsubscribed" }],
  },
  {
    business: "Atelier Dubois",
    firstName: "Claire",
    lastName: "Dubois",
    email: "claire@atelierdubois.example",
    locale: "fr",
    invited: 11,
    viewed: 10,
    told: delivered,
  },
  {
    business: "Sol y Mar Surf School",
    firstName: "Diego",
    lastName: "Fuentes",
    email: "diego@solymar.example",
    locale: "es",
    invited: 8,
    ends: { how: "cancelled", ago: 6 },
    told: delivered,
  },
  {
    business: "Kowalski Fahrräder",
    firstName: "Jonas",
    lastName: "Kowalski",
    email: "jonas@kowalski-raeder.example",
    locale: "de",
    invited: 6.2,
    viewed: 4,
    told: delivered,
  },
  {
    business: "Café Oriente",
    firstName: "Leila",
    lastName: "Haddad",
    email: "leila@cafeoriente.example",
    locale: "ar",
    invited: 3,
    viewed: 2.5,
    told: delivered,
  },
  {
    business: "Verde Flowers",
    firstName: "Camila",
    lastName: "Souza",
    email: "camila@verdeflowers.example",
    locale: "pt",
    invited: 2,
    told: [{ type: "bounced", said: "550 5.1.2 Host or domain name not found: verdeflowers.example" }],
  },
  {
    business: "Pine Street Pharmacy",
    firstName: "Grace",
    lastName: "Mensah",
    email: "grace@pinestreet.example",
    invited: 1.2,
    told: [
      { type: "delayed", said: "452 4.2.2 The mailbox is over its quota, try again later" },
      { type: "bounced", said: "552 5.2.2 The mailbox is full" },
    ],
  },
  {
    firstName: "Yuki",
    lastName: "Tanaka",
    email: "yuki@northlight.example",
    role: "member",
    locale: "ja",
    invited: 1,
    told: delivered,
  },
  {
    business: "Corner Deli",
    firstName: "Joe",
    lastName: "Bianchi",
    email: "joe@cornerdeli.example",
    invited: 5,
    told: [{ type: "delivered" }, { type: "complained" }],
  },
  {
    business: "Quill & Ink Stationers",
    firstName: "Edith",
    lastName: "Marsh",
    email: "edith@quillandink.example",
    invited: 0.8,
    told: [{ type: "failed", said: "its server could not be reached for 12 hours" }],
  },
  {
    business: "Tidewater Boats",
    firstName: "Mikkel",
    lastName: "Thorsen",
    email: "mikkel@tidewater.example",
    invited: 0.7,
    told: [{ type: "bounced", said: "550 5.1.1 No such user here" }],
  },
  {
    business: "Lantern Yoga",
    firstName: "Sofia",
    lastName: "Lindqvist",
    email: "sofia@lanternyoga.example",
    invited: 0.6,
    handedOut: true,
  },
  {
    business: "Peak Physio",
    firstName: "Marcus",
    lastName: "Adeyemi",
    email: "marcus@peakphysio.example",
    phone: "+44 20 5550 0127",
    invited: 0.1,
  },
];

/** Contacts that nobody has invited yet. */
export const CONTACTS = [
  { type: "business", name: "Oak & Iron Furniture", email: "hello@oakandiron.example", phone: "+44 161 555 0109" },
  { type: "business", name: "Bright Kids Nursery", email: "office@brightkids.example", phone: "+44 20 5550 0173" },
  { type: "business", name: "Studio Okafor", email: "miriam@studiookafor.example", phone: "+234 1 555 0115" },
  { type: "business", name: "Ferro & Figli", email: "ciao@ferrofigli.example", phone: "+39 02 5550 0161" },
  { type: "person", name: "Nadia Petrova", email: "nadia.petrova@post.example", phone: "+359 2 555 0134" },
  { type: "person", name: "Henrik Dahl", email: "henrik.dahl@post.example", phone: "+47 22 55 01 90" },
] as const;
