use super::*;

#[test]
fn what_is_filled_into_a_page_is_text_and_never_markup() {
    let page = fill("<b title=\"{{a}}\">{{a}}</b>", &[("{{a}}", "<script>'\"&")]);
    assert_eq!(page, "<b title=\"&lt;script&gt;&#39;&quot;&amp;\">&lt;script&gt;&#39;&quot;&amp;</b>");
}
