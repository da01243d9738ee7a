import { inviteClaim } from "./support/invite-claim";

export const inviteUser = inviteClaim("user", "Inviting a person into an account");
