import type { PageMessages } from "@/lib/i18n/pages/shape";

/** A name or address in another script must not reorder the sentence round it (Unicode FSI … PDI). */
const own = (text: string) => `\u2068${text}\u2069`;

export const ar: PageMessages = {
  common: {
    working: "لحظة من فضلك",
    summary: "لم يُرسَل بعد. يُرجى مراجعة ما يلي:",
    email: "البريد الإلكتروني",
    password: "كلمة المرور",
    newPassword: "كلمة مرور جديدة",
    passwordHelp: "8 أحرف على الأقل",
    firstName: "الاسم",
    lastName: "اسم العائلة",
    familyNameFirst: false,
    signIn: "تسجيل الدخول",
    backToSignIn: "العودة إلى تسجيل الدخول",
    toStart: "إلى الصفحة الرئيسية",
    privacy: "ماذا يحدث لهذه البيانات",
    privacyBody:
      "يُحفظ اسمك وبريدك لدى الجهة المشغِّلة لهذا الموقع. ولا يُحفظ من كلمة المرور إلا بصمة مشفَّرة لا يمكن لأحد قراءتها منها.",
    privacyInvite: ({ inviter, account }) =>
      `يُحفظ اسمك وبريدك لحساب ${own(account)} ويراهما من يديرونه. ويرى ${own(inviter)} أنك فتحت هذه الصفحة وما قرّرته. ولا يُحفظ من كلمة المرور إلا بصمة مشفَّرة لا يمكن لأحد قراءتها منها.`,
    passwordWords: {
      show: "إظهار",
      hide: "إخفاء",
      missing: "عدد الأحرف المتبقية: {count}",
      missingOne: "بقي حرف واحد",
      plain: "الطول كافٍ، وبضع كلمات أخرى تجعلها أقوى",
      good: "طول جيد",
    },
  },
  errors: {
    email_invalid: "يُرجى كتابة عنوان بريد إلكتروني، مثل ana@bakery.com",
    required: "هذا الحقل مطلوب",
    too_long: "النص أطول من المسموح",
    password_required: "يُرجى اختيار كلمة مرور",
    password_too_weak: "يُرجى اختيار كلمة مرور من 8 أحرف على الأقل وليست من الكلمات الشائعة",
    sign_in_failed: "البريد وكلمة المرور غير متطابقين. يُرجى التحقق منهما والمحاولة مرة أخرى.",
    rate_limited: "عدد المحاولات كبير. يُرجى الانتظار عشر دقائق ثم المحاولة مرة أخرى.",
    setup_code_wrong: "هذا ليس الرمز الذي ظهر عند آخر تشغيل",
    already_set_up: "سبق إعداد Foyer. يمكن تسجيل الدخول الآن.",
    token_used: "استُخدم هذا الرابط من قبل، أو أُرسل رابط أحدث منه.",
    token_invalid: "هذا الرابط غير مكتمل. يُرجى فتحه من الرسالة مرة أخرى.",
    login_required: "لهذا العنوان حساب دخول. يُرجى تسجيل الدخول بكلمة مروره.",
    password_not_allowed: "لهذا العنوان حساب دخول. يُرجى تسجيل الدخول بكلمة مروره.",
    wrong_account: "الدخول مسجَّل حاليًا بحساب شخص آخر.",
    account_suspended: "هذا الحساب موقوف، ولا يمكن الانضمام إليه حاليًا.",
    cross_site: "جاء النموذج من موقع آخر فلم يُرسَل. يُرجى فتح الرابط من الرسالة مرة أخرى.",
    unavailable: "يتعذّر الوصول إلى قاعدة البيانات حاليًا. لم يتغيّر شيء. يُرجى المحاولة بعد دقيقة.",
    internal: "حدث خلل لدينا. يُرجى المحاولة مرة أخرى، وما كتبته ما زال هنا.",
  },
  login: {
    title: "تسجيل الدخول إلى Foyer",
    forgot: "نسيت كلمة المرور؟",
    passwordChanged: "تغيّرت كلمة المرور. يمكن تسجيل الدخول بها الآن.",
  },
  setup: {
    title: "إعداد Foyer",
    lead: "يصبح الحساب الأول ملكًا لك، ويمكنك بدء الدعوات فورًا.",
    code: "رمز الإعداد",
    codeHelp: "يظهر حيث شُغِّل Foyer",
    accountName: "اسم الشركة",
    accountHelp: "يقرؤه المدعوّون في كل رسالة",
    submit: "فتح Foyer",
  },
  forgot: {
    title: "نسيت كلمة المرور؟",
    lead: "نرسل إليك رابطًا لاختيار كلمة جديدة.",
    submit: "إرسال الرابط",
    sentTitle: "يُرجى مراجعة البريد",
    sentBody: (email) =>
      `إذا كان للعنوان ${own(email)} حساب دخول هنا، فقد أُرسل إليه رابط لاختيار كلمة مرور جديدة. يعمل الرابط مرة واحدة.`,
  },
  reset: {
    title: "اختيار كلمة مرور جديدة",
    lead: "بعد تغييرها تنتهي جلساتك الأخرى كلها.",
    submit: "تغيير كلمة المرور",
    dead: {
      title: "لم يعد هذا الرابط يعمل",
      body: "استُخدم من قبل، أو انتهت مدته، أو أُرسل رابط أحدث منه.",
    },
    askAgain: "إرسال رابط جديد",
  },
  accept: {
    business: ({ inviter, account, parent }) => `دعوة من ${own(inviter)} لفتح ${own(account)} لدى ${own(parent)}`,
    user: ({ inviter, account }) => `دعوة من ${own(inviter)} للانضمام إلى ${own(account)}`,
    businessPlain: ({ account, parent }) => `دعوة من ${own(parent)} لفتح ${own(account)}`,
    userPlain: (account) => `دعوة للانضمام إلى ${own(account)}`,
    userAs: ({ role }) => (role === "admin" ? "بصلاحيات الإدارة" : "بصفة عضو"),
    forEmail: (email) => `إلى ${own(email)}`,
    until: (moment) => `يعمل الرابط حتى ${own(moment)}.`,
    open: (account) => `فتح ${own(account)}`,
    join: (account) => `الانضمام إلى ${own(account)}`,
    hasLogin: (email) => `للعنوان ${own(email)} حساب دخول هنا، وبكلمة مروره تُقبَل الدعوة.`,
    signedInAs: (email) => `الدخول مسجَّل بالعنوان ${own(email)}.`,
    unsure: "ليست لك، أو لم تتوقعها؟",
    decline: "رفض الدعوة",
    ask: (inviter) => `سؤال ${own(inviter)}`,
    other: {
      title: ({ invited, signedIn }) => `هذه الدعوة للعنوان ${own(invited)}، والدخول مسجَّل بالعنوان ${own(signedIn)}`,
      body: "لم يُحسَم شيء بعد: تبقى الدعوة مفتوحة في الحالتين.",
    },
    switchAccount: "تبديل الحساب",
    stayAs: (email) => `البقاء بالعنوان ${own(email)}`,
  },
  decline: {
    title: "هل تريد رفض هذه الدعوة؟",
    body: (inviter) => `يتوقف الرابط عن العمل ويُبلَّغ ${own(inviter)}. ويمكن دعوتك من جديد.`,
    submit: "رفض الدعوة",
    back: "العودة إلى الدعوة",
    done: {
      title: "رُفضت الدعوة",
      body: (inviter) => `أُبلغ ${own(inviter)} بذلك. يمكن إغلاق هذه الصفحة، ويمكن طلب دعوة جديدة عند تغيير الرأي.`,
    },
  },
  ask: {
    title: (inviter) => `هل هذه الدعوة حقًا من ${own(inviter)}؟`,
    body: ({ inviter, account }) =>
      `يُفضَّل سؤال ${own(inviter)} بطريقة معروفة لديك: وجهًا لوجه أو بالهاتف أو برسالة تكتبها بنفسك، عمّا إذا كانت الدعوة إلى ${own(account)} منه فعلًا. تبقى الدعوة هنا في الانتظار.`,
    report: "لا يحدث شيء قبل القبول. وإن لم يكن له علم بها، فالأفضل رفضها.",
  },
  again: {
    title: "دعوتك في بريدك",
    body: "لا يملك هذا المتصفح رابطك أو لم يعد يذكره. يمكننا إرسال الرابط نفسه مرة أخرى إلى العنوان المدعوّ.",
    submit: "إرسال الرابط مرة أخرى",
    sent: {
      title: "يُرجى مراجعة البريد",
      body: "إذا كانت الدعوة ما زالت مفتوحة، فرابطها في الطريق إلى العنوان المدعوّ.",
    },
  },
  welcome: {
    title: (account) => `أهلًا بك في ${own(account)}`,
    owner: (account) => `فُتح ${own(account)} وأصبح ملكًا لك، والدخول مسجَّل.`,
    admin: (account) => `أصبحت من مديري ${own(account)}، والدخول مسجَّل.`,
    member: (account) => `أصبحت عضوًا في ${own(account)}، والدخول مسجَّل.`,
    next: {
      owner: ["دعوة من تعمل معهم", "متابعة من قبل الدعوة"],
      admin: ["دعوة من تعمل معهم", "متابعة من قبل الدعوة"],
      member: ["عرض حسابك"],
    },
    go: (account) => `الذهاب إلى ${own(account)}`,
  },
  problem: {
    someone: "صاحب الدعوة",
    someAccount: "الحساب",
    expired: {
      title: "انتهت مدة هذه الدعوة",
      body: (until) => (until ? `كان الرابط يعمل حتى ${own(until)}.` : "انقضت مدة الرابط."),
      ask: (inviter) => `طلب رابط جديد من ${own(inviter)}`,
    },
    asked: {
      title: "طلبك في الطريق",
      body: (inviter) => `أُبلغ ${own(inviter)} برغبتك في رابط جديد، وسيصل بالبريد.`,
    },
    openMailAgain: "لطلب رابط جديد، يُرجى فتح الرابط من الرسالة مرة أخرى.",
    accepted: {
      title: "قُبلت هذه الدعوة من قبل",
      body: (account) => `أدّى الرابط مهمته. يمكن تسجيل الدخول للوصول إلى ${own(account)}.`,
    },
    declined: {
      title: "رُفضت هذه الدعوة",
      body: (inviter) => `لم يعد الرابط يعمل. إن لم يكن ذلك مقصودًا، فيمكن طلب دعوة جديدة من ${own(inviter)}.`,
    },
    cancelled: {
      title: "سُحبت هذه الدعوة",
      body: (inviter) => `لم يعد الرابط يعمل. إن كان ذلك غير متوقع، فيمكن سؤال ${own(inviter)}.`,
    },
    replaced: {
      title: "أُرسل رابط أحدث",
      body: "حلّ رابط آخر محل هذا. يُرجى استخدام الرابط في أحدث رسالة.",
      submit: "إرسال أحدث رابط",
    },
    invalid: {
      title: "هذا الرابط غير مكتمل",
      body: "ربما ضاع جزء منه. يُرجى الضغط على الزر في الرسالة أو نسخ العنوان كاملًا منها.",
    },
    suspended: {
      title: (account) => `لا يمكن الانضمام إلى ${own(account)} حاليًا`,
      body: (inviter) => `الحساب موقوف. لم تتغيّر دعوتك: يمكن تجربة الرابط لاحقًا أو سؤال ${own(inviter)}.`,
    },
  },
  noAccount: {
    title: "لست في أي حساب حاليًا",
    body: "دخولك يعمل، لكن لا حساب يضمّك. يمكن طلب دعوة جديدة ممن دعاك.",
    signOut: "تسجيل الخروج",
  },
  notFound: { title: "لا يوجد شيء في هذا العنوان", body: "ربما كُتب بخطأ، أو لم يعد ما كان هنا موجودًا." },
};
