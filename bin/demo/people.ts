import type { DeliveryStatus, Role } from "../../lib/db/types";

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
  delivery?: { status: Extract<DeliveryStatus, "delivered" | "bounced" | "failed" | "complained">; error?: string };
  /** No mail was asked for; the link was handed out. */
  handedOut?: boolean;
  suspended?: boolean;
  /** Invited by the owner of the sub-account that this story opened. */
  team?: Story[];
}

export const OWNER: Person & { password: string; account: string } = {
  account: "Northlight",
  firstName: "Rui",
  lastName: "Costa",
  email: "rui@northlight.example",
  password: "lantern-by-the-door",
};

const delivered: Story["delivery"] = { status: "delivered" };

export const STORIES: Story[] = [
  {
    firstName: "Hannah",
    lastName: "Weiss",
    email: "hannah@northlight.example",
    role: "admin",
    invited: 34,
    ends: { how: "accepted", ago: 33.8 },
    delivery: delivered,
  },
  {
    firstName: "Tomás",
    lastName: "Ibarra",
    email: "tomas@northlight.example",
    role: "member",
    locale: "es",
    invited: 28,
    ends: { how: "accepted", ago: 27 },
    delivery: delivered,
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
    delivery: delivered,
    team: [
      {
        firstName: "Marta",
        lastName: "Reis",
        email: "marta@bluebakery.example",
        role: "admin",
        locale: "pt",
        invited: 20,
        ends: { how: "accepted", ago: 19.5 },
        delivery: delivered,
      },
      {
        firstName: "João",
        lastName: "Pinto",
        email: "joao@bluebakery.example",
        role: "member",
        locale: "pt",
        invited: 2,
        delivery: delivered,
      },
      {
        business: "Blue Bakery Porto",
        firstName: "Inês",
        lastName: "Carvalho",
        email: "ines@bluebakery.example",
        locale: "pt",
        invited: 18,
        ends: { how: "accepted", ago: 17 },
        delivery: delivered,
        team: [
          {
            firstName: "Duarte",
            lastName: "Alves",
            email: "duarte@bluebakery.example",
            role: "member",
            locale: "pt",
            invited: 9,
            ends: { how: "accepted", ago: 8.5 },
            delivery: delivered,
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
        delivery: delivered,
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
    delivery: delivered,
  },
  {
    business: "Old Mill Dental",
    firstName: "Priya",
    lastName: "Raman",
    email: "priya@oldmilldental.example",
    invited: 15,
    ends: { how: "accepted", ago: 14.9 },
    delivery: delivered,
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
    delivery: delivered,
  },
  {
    business: "Atelier Dubois",
    firstName: "Claire",
    lastName: "Dubois",
    email: "claire@atelierdubois.example",
    locale: "fr",
    invited: 11,
    viewed: 10,
    delivery: delivered,
  },
  {
    business: "Sol y Mar Surf School",
    firstName: "Diego",
    lastName: "Fuentes",
    email: "diego@solymar.example",
    locale: "es",
    invited: 8,
    ends: { how: "cancelled", ago: 6 },
    delivery: delivered,
  },
  {
    business: "Kowalski Fahrräder",
    firstName: "Jonas",
    lastName: "Kowalski",
    email: "jonas@kowalski-raeder.example",
    locale: "de",
    invited: 6.2,
    viewed: 4,
    delivery: delivered,
  },
  {
    business: "Café Oriente",
    firstName: "Leila",
    lastName: "Haddad",
    email: "leila@cafeoriente.example",
    locale: "ar",
    invited: 3,
    viewed: 2.5,
    delivery: delivered,
  },
  {
    business: "Verde Flowers",
    firstName: "Camila",
    lastName: "Souza",
    email: "camila@verdeflowers.example",
    locale: "pt",
    invited: 2,
    delivery: { status: "bounced", error: "550 5.1.2 The domain verdeflowers.example takes no mail" },
  },
  {
    business: "Pine Street Pharmacy",
    firstName: "Grace",
    lastName: "Mensah",
    email: "grace@pinestreet.example",
    invited: 1.2,
    delivery: { status: "failed", error: "552 5.2.2 The mailbox is full" },
  },
  {
    firstName: "Yuki",
    lastName: "Tanaka",
    email: "yuki@northlight.example",
    role: "member",
    locale: "ja",
    invited: 1,
    delivery: delivered,
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
