import type { PlainField } from "./schema";

/**
 * What columns are called that fill a field, best first, in English, Spanish, French, German and Portuguese, and in the exports
 * of Google Contacts, Outlook, HubSpot, Mailchimp and Salesforce (November 2026). A word that means two things in two languages,
 * such as "Nom" and "Name", is not here: see PAIRED.
 */
export const ALIASES: Readonly<Record<PlainField, readonly string[]>> = {
  email: [
    ...["e-mail address", "e-mail 1 - value", "primary email", "work email", "business email", "mail", "e-mails"],
    ...["email 1", "contact email", "owner email", "person email", "email id", "user email", "mail address"],
    ...[
      "correo electrónico",
      "dirección de correo electrónico",
      "dirección de correo",
      "dirección de e-mail",
      "correo",
    ],
    ...["adresse e-mail", "adresse de messagerie", "adresse électronique", "adresse mail", "courriel"],
    ...["e-mail-adresse", "mailadresse", "e-mail geschäftlich", "e-mail dienstlich"],
    ...["endereço de e-mail", "endereço de correio eletrónico", "correio eletrónico", "correio eletrônico"],
    ...["personal email", "home email", "private email", "e-mail privat", "e-mail 2 address", "e-mail 2 - value"],
  ],
  firstName: [
    ...["given name", "forename", "first", "fname", "contact first name", "owner first name", "christian name"],
    ...["nombre de pila", "primer nombre", "prénom", "prénoms", "vorname", "vornamen", "primeiro nome", "nome próprio"],
  ],
  lastName: [
    ...["family name", "surname", "last", "lname", "contact last name", "owner last name"],
    ...["apellidos", "apellido", "primer apellido", "nom de famille", "nachname", "familienname", "zuname"],
    ...["sobrenome", "apelido", "último nome"],
  ],
  role: ["user role", "member role", "access role", "rol", "rôle", "rolle", "papel", "função"],
  locale: [
    ...["language", "preferred language", "lang", "idioma", "lengua", "idioma preferido"],
    ...["langue", "langue préférée", "sprache", "bevorzugte sprache", "língua"],
  ],
  message: [
    ...["personal message", "invitation message", "mensaje", "mensaje personal", "message personnel"],
    ...["nachricht", "persönliche nachricht", "mensagem", "mensagem pessoal"],
  ],
  businessName: [
    ...["business", "company name", "company", "organization name", "organization 1 - name", "organization"],
    ...["organisation", "organisation name", "account name", "associated company", "primary associated company"],
    ...["primary company", "employer", "store name", "shop name", "trading name", "legal name"],
    ...["empresa", "nombre de la empresa", "nombre del negocio", "negocio", "razón social", "compañía", "organización"],
    ...["société", "entreprise", "nom de l'entreprise", "nom de la société", "nom de l'organisation", "raison sociale"],
    ...["firma", "firmenname", "unternehmen", "unternehmensname", "name der firma", "betrieb"],
    ...["nome da empresa", "razão social", "companhia", "organização", "nome do negócio", "negócio"],
  ],
  phone: [
    ...["phone number", "business phone", "work phone", "phone 1 - value", "primary phone", "company main phone"],
    ...["telephone", "telephone number", "tel", "office phone", "main phone"],
    ...["teléfono", "número de teléfono", "teléfono del trabajo", "téléphone", "numéro de téléphone", "tél"],
    ...[
      "téléphone professionnel",
      "téléphone (bureau)",
      "telefon",
      "telefonnummer",
      "telefon geschäftlich",
      "rufnummer",
    ],
    ...["telefon firma", "telefone", "número de telefone", "telefone comercial"],
    ...["mobile phone", "mobile", "mobile phone number", "mobile number", "cell phone", "cell", "móvil", "celular"],
    ...["téléphone mobile", "portable", "mobiltelefon", "handy", "telemóvel", "telefone celular"],
  ],
  website: [
    ...["web site", "website url", "company website", "business website", "web page", "business web page", "homepage"],
    ...["website 1 - value", "url", "web", "company domain name", "sitio web", "página web"],
    ...["site web", "site internet", "webseite", "internetseite", "webadresse", "site", "página da web"],
  ],
  address: [
    ...["full address", "postal address", "mailing address", "business address", "address 1 - formatted"],
    ...["company address", "dirección", "dirección postal", "domicilio", "adresse", "adresse postale", "anschrift"],
    ...["postanschrift", "endereço", "endereço postal", "morada"],
  ],
  "address.line1": [
    ...["address line 1", "street address", "street", "address 1", "business street", "mailing street"],
    ...["business address line 1", "address 1 - street", "street 1", "billing street"],
    ...["calle", "calle del trabajo", "rue", "rue (bureau)", "straße", "strasse", "straße geschäftlich"],
    ...["straße und hausnummer", "rua", "logradouro", "rua do endereço comercial"],
  ],
  "address.line2": [
    ...[
      "address line 2",
      "street address 2",
      "address 2",
      "business street 2",
      "street 2",
      "address 1 - extended address",
    ],
    ...["business address line 2", "apartment", "suite", "complemento", "adresszusatz", "straße geschäftlich 2"],
    ...["complément d'adresse"],
  ],
  "address.city": [
    ...["city", "town", "business city", "mailing city", "address 1 - city", "business address city", "locality"],
    ...["billing city", "ciudad", "población", "localidad", "ciudad del trabajo", "ville", "ville (bureau)"],
    ...["stadt", "ort", "ort geschäftlich", "wohnort", "cidade", "localidade", "cidade do endereço comercial"],
  ],
  "address.region": [
    ...["region", "state", "state/region", "state/province", "province", "county", "business state", "mailing state"],
    ...["mailing state/province", "address 1 - region", "business address region", "billing state"],
    ...["provincia", "comunidad autónoma", "estado", "región", "région", "département", "bundesland", "kanton"],
    ...["region geschäftlich", "região", "distrito"],
  ],
  "address.postalCode": [
    ...["postal code", "postcode", "zip", "zip code", "zip/postal code", "business postal code", "mailing postal code"],
    ...["mailing zip/postal code", "address 1 - postal code", "business address postal code", "billing zip"],
    ...["código postal", "cp", "code postal", "postleitzahl", "plz", "postleitzahl geschäftlich", "cep"],
  ],
  "address.country": [
    ...["country", "country/region", "business country/region", "business country", "mailing country"],
    ...["address 1 - country", "business address country", "country code", "billing country"],
    ...["país", "país o región", "pays", "pays/région", "land", "land/region geschäftlich", "país/região"],
  ],
  contactId: [],
  externalId: [
    ...["external id", "record id", "customer id", "customer number", "client id", "crm id", "user id", "employee id"],
    ...["id externo", "número de cliente", "id de registro", "identifiant externe", "numéro client", "kundennummer"],
    ...["externe id", "número do cliente", "id do registro"],
  ],
};

/**
 * Words that say which name they are only beside another: a French "Nom" is the last name beside "Prénom", and by itself may be
 * a whole name or a business, as "Name" and "Nombre" may: see NAMES.
 */
export const PAIRED: readonly { called: readonly string[]; beside: readonly string[]; field: PlainField }[] = [
  { called: ["nom", "noms"], beside: ["prénom", "prénoms"], field: "lastName" },
  { called: ["name"], beside: ["vorname", "vornamen"], field: "lastName" },
  {
    called: ["nombre", "nombres"],
    beside: ["apellidos", "apellido", "primer apellido", "segundo nombre"],
    field: "firstName",
  },
  { called: ["nome"], beside: ["sobrenome", "apelido", "último nome", "cognome"], field: "firstName" },
];

/**
 * By themselves they are what a row is about, as where the API takes a contact's `name`: a business, or a person's whole name.
 * Only where no column says it better.
 */
export const NAMES: readonly string[] = ["name", "nom", "nombre", "nome"];

/** A person's, in one column. */
export const WHOLE_NAMES: readonly string[] = [
  ...["full name", "display name", "nombre completo", "nombre y apellidos", "nom complet", "nom et prénom"],
  ...["prénom et nom", "vollständiger name", "vor- und nachname", "nome completo"],
];
