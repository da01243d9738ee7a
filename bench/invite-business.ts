import { inviteClaim } from "./support/invite-claim";

export const inviteBusiness = inviteClaim("business", "Inviting a business to a sub-account of its own");
