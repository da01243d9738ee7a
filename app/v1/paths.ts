import type { PathModule } from "@/lib/http/openapi";
import * as brandingLogo from "./accounts/[id]/branding/logo/route";
import * as branding from "./accounts/[id]/branding/route";
import * as cancelInvite from "./accounts/[id]/cancel-invite/route";
import * as cancelInvitations from "./accounts/[id]/invitations/cancel/route";
import * as resendInvitations from "./accounts/[id]/invitations/resend/route";
import * as accountInvitations from "./accounts/[id]/invitations/route";
import * as accountInvite from "./accounts/[id]/invite/route";
import * as account from "./accounts/[id]/route";
import * as suppression from "./accounts/[id]/suppressions/[suppressionId]/route";
import * as suppressions from "./accounts/[id]/suppressions/route";
import * as suspend from "./accounts/[id]/suspend/route";
import * as template from "./accounts/[id]/templates/[kind]/route";
import * as templateTest from "./accounts/[id]/templates/[kind]/test/route";
import * as templates from "./accounts/[id]/templates/route";
import * as acceptOwnership from "./accounts/[id]/transfer-ownership/accept/route";
import * as transferOwnership from "./accounts/[id]/transfer-ownership/route";
import * as unsuspend from "./accounts/[id]/unsuspend/route";
import * as updateOwnerInfo from "./accounts/[id]/updateownerinfo/route";
import * as accountUser from "./accounts/[id]/users/[userId]/route";
import * as accountUsers from "./accounts/[id]/users/route";
import * as acceptInvite from "./accounts/accept-invite/route";
import * as declineInvite from "./accounts/decline-invite/route";
import * as invite from "./accounts/invite/route";
import * as requestInvite from "./accounts/request-invite/route";
import * as accounts from "./accounts/route";
import * as verifyEmail from "./accounts/verify-email/route";
import * as apiKey from "./api-keys/[id]/route";
import * as apiKeys from "./api-keys/route";
import * as cancelBatch from "./batches/[id]/cancel/route";
import * as batchEvents from "./batches/[id]/events/route";
import * as pauseBatch from "./batches/[id]/pause/route";
import * as batchReport from "./batches/[id]/report.csv/route";
import * as resumeBatch from "./batches/[id]/resume/route";
import * as retryBatch from "./batches/[id]/retry/route";
import * as batch from "./batches/[id]/route";
import * as batchRows from "./batches/[id]/rows/route";
import * as startBatch from "./batches/[id]/start/route";
import * as testBatch from "./batches/[id]/test/route";
import * as batches from "./batches/route";
import * as contact from "./contacts/[id]/route";
import * as importContacts from "./contacts/import/route";
import * as contacts from "./contacts/route";
import * as events from "./events/route";
import * as invitation from "./invitations/[id]/route";
import * as unsubscribe from "./unsubscribe/route";
import * as resendWebhook from "./webhooks/resend/route";
import * as sendGridWebhook from "./webhooks/sendgrid/route";

/** Every path of the API, in the order of its description. A test compares it with the folders. */
export const PATHS: Record<string, PathModule> = {
  "/v1/accounts/invite": invite,
  "/v1/accounts/accept-invite": acceptInvite,
  "/v1/accounts/decline-invite": declineInvite,
  "/v1/accounts/request-invite": requestInvite,
  "/v1/accounts/[id]/invite": accountInvite,
  "/v1/accounts/[id]/cancel-invite": cancelInvite,
  "/v1/accounts/[id]/updateownerinfo": updateOwnerInfo,
  "/v1/accounts/verify-email": verifyEmail,
  "/v1/accounts/[id]/invitations": accountInvitations,
  "/v1/accounts/[id]/invitations/resend": resendInvitations,
  "/v1/accounts/[id]/invitations/cancel": cancelInvitations,
  "/v1/invitations/[id]": invitation,
  "/v1/accounts": accounts,
  "/v1/accounts/[id]": account,
  "/v1/accounts/[id]/suspend": suspend,
  "/v1/accounts/[id]/unsuspend": unsuspend,
  "/v1/accounts/[id]/users": accountUsers,
  "/v1/accounts/[id]/users/[userId]": accountUser,
  "/v1/accounts/[id]/transfer-ownership": transferOwnership,
  "/v1/accounts/[id]/transfer-ownership/accept": acceptOwnership,
  "/v1/accounts/[id]/branding": branding,
  "/v1/accounts/[id]/branding/logo": brandingLogo,
  "/v1/accounts/[id]/templates": templates,
  "/v1/accounts/[id]/templates/[kind]": template,
  "/v1/accounts/[id]/templates/[kind]/test": templateTest,
  "/v1/contacts": contacts,
  "/v1/contacts/[id]": contact,
  "/v1/contacts/import": importContacts,
  "/v1/batches": batches,
  "/v1/batches/[id]": batch,
  "/v1/batches/[id]/start": startBatch,
  "/v1/batches/[id]/test": testBatch,
  "/v1/batches/[id]/rows": batchRows,
  "/v1/batches/[id]/report.csv": batchReport,
  "/v1/batches/[id]/events": batchEvents,
  "/v1/batches/[id]/pause": pauseBatch,
  "/v1/batches/[id]/resume": resumeBatch,
  "/v1/batches/[id]/cancel": cancelBatch,
  "/v1/batches/[id]/retry": retryBatch,
  "/v1/api-keys": apiKeys,
  "/v1/api-keys/[id]": apiKey,
  "/v1/events": events,
  "/v1/accounts/[id]/suppressions": suppressions,
  "/v1/accounts/[id]/suppressions/[suppressionId]": suppression,
  "/v1/unsubscribe": unsubscribe,
  "/v1/webhooks/resend": resendWebhook,
  "/v1/webhooks/sendgrid": sendGridWebhook,
};
