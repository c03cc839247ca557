package org.qmp4j.schema.manual;

/** The text of HTML that Sphinx has written. */
final class Html {
    private Html() {}

    static String text(String html) {
        return html.replaceAll("<[^>]*>", "")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&")
                .strip();
    }
}
