//! The rules that find secrets: one row each. Formats are those that the issuers publish.

/// A rule.
pub struct Rule {
    /// Its id, as policies and reports write it.
    pub id: &'static str,
    /// What it finds.
    pub finds: &'static str,
    /// Texts of which one stands wherever it finds something; case doesn't matter. Without one of them in a
    /// text, the pattern isn't tried.
    pub(super) keywords: &'static [&'static str],
    /// What its first capture takes is the secret.
    pub(super) pattern: &'static str,
    /// What the captured text has to be besides.
    pub(super) check: Check,
}

/// What a captured text has to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Check {
    /// The pattern says it all.
    Any,
    /// No placeholder.
    Filled,
    /// No placeholder, and no word of code or prose.
    Password,
    /// Letters and digits, as random as a key.
    Random,
    /// The pattern finds the head of a key; the key goes on to its foot.
    Armoured,
}

const fn rule(
    id: &'static str,
    finds: &'static str,
    keywords: &'static [&'static str],
    pattern: &'static str,
    check: Check,
) -> Rule {
    Rule { id, finds, keywords, pattern, check }
}

/// All rules, by id.
pub const RULES: &[Rule] = &[
    rule(
        "age-key",
        "a secret key of age",
        &["AGE-SECRET-KEY-"],
        r"\b(AGE-SECRET-KEY-1[A-Z0-9]{40,80})",
        Check::Any,
    ),
    rule(
        "anthropic",
        "a key of the Anthropic API",
        &["sk-ant-"],
        r"\b(sk-ant-[A-Za-z0-9_-]{20,255})",
        Check::Any,
    ),
    rule(
        "aws-key-id",
        "the id of an AWS access key",
        &["AKIA", "ASIA", "ABIA", "ACCA"],
        r"\b((?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16})\b",
        Check::Any,
    ),
    rule(
        "aws-secret",
        "an AWS secret access key",
        &["secretaccesskey", "secret_access_key"],
        r#"(?i)secret_?access_?key\\?["']?\s{0,8}(?:=>|[:=])\s{0,8}\\?["']?([A-Za-z0-9/+=]{40})"#,
        Check::Any,
    ),
    rule(
        "azure-client-secret",
        "a client secret of Microsoft Entra",
        &["Q~"],
        r"\b([A-Za-z0-9_~.]{3}[0-9]Q~[A-Za-z0-9_~.-]{31,34})",
        Check::Any,
    ),
    rule(
        "azure-sas",
        "the signature of an Azure shared access URL",
        &["sig="],
        r"[?&;]sig=([A-Za-z0-9%+/=]{40,128})",
        Check::Any,
    ),
    rule(
        "azure-storage-key",
        "a key of an Azure storage account",
        &["AccountKey"],
        r"(?i)AccountKey\s{0,4}=\s{0,4}([A-Za-z0-9+/]{80,100}={0,2})",
        Check::Any,
    ),
    rule(
        "basic-auth",
        "a name and password in an Authorization header",
        &["basic "],
        r#"(?i)authorization\\?["']?\s{0,4}[:=]\s{0,4}\\?["']?basic\s{1,4}([A-Za-z0-9+/]{6,}={0,2})"#,
        Check::Any,
    ),
    rule(
        "bearer",
        "a bearer token",
        &["bearer"],
        r"(?i)\bbearer\s{1,4}([A-Za-z0-9._~+/-]{16,}={0,2})",
        Check::Random,
    ),
    rule(
        "command-password",
        "a password on a command line",
        &["--pass", "--token", "--secret", "--api-key", "--apikey", "--user", "curl"],
        r#"(?:--(?:password|passwd|passphrase|pass|token|secret|api-?key|[a-z]+-password|[a-z]+-token|[a-z]+-secret)(?:=|\s{1,4})\\?["']?|(?:--user(?:=|\s{1,4})|curl\b[^\n]{0,200}?\s-u\s{0,4})\\?["']?[A-Za-z0-9_.@-]{1,80}:)([^\s"'\\`,;<>)\]}]{3,})"#,
        Check::Password,
    ),
    rule("databricks", "a token of Databricks", &["dapi"], r"\b(dapi[0-9a-f]{32})", Check::Any),
    rule(
        "digitalocean",
        "a token of DigitalOcean",
        &["do_v1_", "doo_v1_", "dop_v1_", "dor_v1_"],
        r"\b(do[opr]_v1_[0-9a-f]{64})",
        Check::Any,
    ),
    rule(
        "docker",
        "a token of Docker Hub",
        &["dckr_"],
        r"\b(dckr_(?:pat|oat)_[A-Za-z0-9_-]{20,64})",
        Check::Any,
    ),
    rule(
        "github",
        "a token of GitHub",
        &["ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_"],
        r"\b(gh[pousr]_[A-Za-z0-9]{30,255}|github_pat_[A-Za-z0-9_]{22,255})",
        Check::Any,
    ),
    rule(
        "gitlab",
        "a token of GitLab",
        &[
            "glpat-", "glrt-", "gldt-", "glcbt-", "glptt-", "glft-", "glsoat-", "glimt-",
            "glagent-", "gloas-",
        ],
        r"\b(gl(?:pat|rt|dt|cbt|ptt|ft|soat|imt|agent|oas)-[A-Za-z0-9_.-]{20,300})",
        Check::Any,
    ),
    rule(
        "google",
        "a key or token of Google",
        &["AIza", "GOCSPX-", "ya29.", "private_key_id"],
        r#"\b(AIza[0-9A-Za-z_-]{35}|GOCSPX-[0-9A-Za-z_-]{28}|ya29\.[0-9A-Za-z_-]{20,})|private_key_id\\?["']?\s{0,4}[:=]\s{0,4}\\?["']?([0-9a-f]{40})"#,
        Check::Any,
    ),
    rule(
        "grafana",
        "a token of Grafana",
        &["glsa_", "glc_"],
        r"\b(glsa_[A-Za-z0-9]{32}_[A-Fa-f0-9]{8}|glc_[A-Za-z0-9+/]{32,400}={0,2})",
        Check::Any,
    ),
    rule(
        "hugging-face",
        "a token of Hugging Face",
        &["hf_"],
        r"\b(hf_[A-Za-z0-9]{30,40})\b",
        Check::Any,
    ),
    rule(
        "jwt",
        "a JSON Web Token (RFC 7519)",
        &["eyJ"],
        r"\b(eyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*)",
        Check::Any,
    ),
    rule("linear", "a key of Linear", &["lin_api_"], r"\b(lin_api_[A-Za-z0-9]{32,64})", Check::Any),
    rule("npm", "a token of npm", &["npm_"], r"\b(npm_[A-Za-z0-9]{36})", Check::Random),
    rule(
        "openai",
        "a key of the OpenAI API",
        &["sk-"],
        r"\b(sk-(?:proj-|svcacct-|admin-)?[A-Za-z0-9_-]{20,255})",
        Check::Random,
    ),
    rule(
        "password",
        "a value given to the name of a password",
        &["passw", "pwd", "passphrase"],
        r#"(?i)(?:password|passwd|passphrase|pwd)[0-9]{0,2}(?:\\?["'])?\s{0,8}(?:=>|:=|==?|:)\s{0,8}(?:\\?"((?:[^"\\\n]|\\[^"\n])+)\\?"|\\?'([^'\\\n]+)\\?'|([^\s"'\\`,;<>)\]}]{3,}))"#,
        Check::Password,
    ),
    rule(
        "private-key",
        "a private key in PEM or PGP armour (RFC 7468)",
        &["PRIVATE KEY"],
        r"-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----()",
        Check::Armoured,
    ),
    rule("pypi", "a token of PyPI", &["pypi-AgE"], r"\b(pypi-AgE[A-Za-z0-9_-]{40,})", Check::Any),
    rule(
        "secret",
        "a random value given to the name of a secret, token or key",
        &["secret", "token", "key", "credential"],
        r#"(?i)(?:secret|token|api[_-]?key|access[_-]?key|auth[_-]?key|private[_-]?key|secret[_-]?key|signing[_-]?key|encryption[_-]?key|credentials?)[0-9]{0,2}(?:\\?["'])?\s{0,8}(?:=>|:=|==?|:)\s{0,8}(?:\\?"([^"\\\n]{8,})\\?"|\\?'([^'\\\n]{8,})\\?'|([^\s"'\\`,;&|<>()\[\]{}]{8,}))"#,
        Check::Random,
    ),
    rule(
        "sendgrid",
        "a key of SendGrid",
        &["SG."],
        r"\b(SG\.[A-Za-z0-9_-]{16,32}\.[A-Za-z0-9_-]{32,64})",
        Check::Any,
    ),
    rule(
        "shopify",
        "a token of Shopify",
        &["shpat_", "shpca_", "shppa_", "shpss_"],
        r"\b(shp(?:at|ca|pa|ss)_[A-Fa-f0-9]{32})",
        Check::Any,
    ),
    rule(
        "slack",
        "a token or webhook of Slack",
        &["xox", "xapp-", "hooks.slack.com"],
        r"\b(xox[abeoprs]-[A-Za-z0-9-]{10,300}|xapp-[0-9]-[A-Za-z0-9-]{10,300})|hooks\.slack\.com/services/(T[A-Z0-9]{6,16}/B[A-Z0-9]{6,16}/[A-Za-z0-9]{16,40})",
        Check::Any,
    ),
    rule(
        "stripe",
        "a key of Stripe",
        &["sk_live_", "sk_test_", "rk_live_", "rk_test_", "whsec_"],
        r"\b((?:sk|rk)_(?:live|test)_[A-Za-z0-9]{16,255}|whsec_[A-Za-z0-9+/=]{24,128})",
        Check::Any,
    ),
    rule("twilio", "a key of Twilio", &["SK"], r"\b(SK[0-9a-f]{32})\b", Check::Any),
    rule(
        "url-password",
        "a password in an address",
        &["://"],
        r#"://[^\s/?#:@"'<>\\]{0,100}:([^\s/?#@"'<>\\]{1,200})@"#,
        Check::Filled,
    ),
    rule(
        "vault",
        "a token of HashiCorp Vault",
        &["hvs.", "hvb."],
        r"\b(hv[sb]\.[A-Za-z0-9_-]{24,300})",
        Check::Any,
    ),
];
