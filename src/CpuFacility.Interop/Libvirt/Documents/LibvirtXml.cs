using System.Text;

namespace CpuFacility.Libvirt;

/// <summary>Writes XML as libvirt's buffers do (<c>virXMLFormatElement</c>, <c>virBufferEscapeString</c>).</summary>
internal static class LibvirtXml
{
    public static void Write(StringBuilder text, LibvirtElement element, int level)
    {
        Open(text, element.Name, level);
        foreach (LibvirtNamedValue attribute in element.Attributes)
        {
            Attribute(text, attribute.Name, attribute.Value);
        }

        if (element.Children.IsEmpty)
        {
            Close(text, element.Name, element.Text);
            return;
        }

        if (!element.Between.IsEmpty)
        {
            WriteMixed(text, element);
            text.Append('\n');
            return;
        }

        text.Append(">\n");
        foreach (LibvirtElement child in element.Children)
        {
            Write(text, child, level + 1);
        }

        End(text, element.Name, level);
    }

    /// <summary>What stands behind the attributes of an element with text between elements, where each space counts.</summary>
    private static void WriteMixed(StringBuilder text, LibvirtElement element)
    {
        text.Append('>');
        for (int i = 0; i <= element.Children.Length; i++)
        {
            Escape(text, element.Between.IsEmpty ? "" : element.Between[i], isAttribute: false);
            if (i == element.Children.Length)
            {
                break;
            }

            LibvirtElement child = element.Children[i];
            Open(text, child.Name, level: 0);
            foreach (LibvirtNamedValue attribute in child.Attributes)
            {
                Attribute(text, attribute.Name, attribute.Value);
            }

            if (!child.Children.IsEmpty)
            {
                WriteMixed(text, child);
            }
            else
            {
                Close(text, child.Name, child.Text);
                text.Length--;
            }
        }

        text.Append("</").Append(element.Name).Append('>');
    }

    /// <summary>The indentation and <c>&lt;name</c>.</summary>
    public static void Open(StringBuilder text, string name, int level) => text.Append(' ', level * 2).Append('<').Append(name);

    public static void Attribute(StringBuilder text, string name, string value)
    {
        text.Append(' ').Append(name).Append("='");
        Escape(text, value, isAttribute: true);
        text.Append('\'');
    }

    /// <summary>The end of an element without elements in it.</summary>
    public static void Close(StringBuilder text, string name, string value)
    {
        if (value.Length == 0)
        {
            text.Append("/>\n");
            return;
        }

        text.Append('>');
        Escape(text, value, isAttribute: false);
        text.Append("</").Append(name).Append(">\n");
    }

    /// <summary>The end of an element with elements in it.</summary>
    public static void End(StringBuilder text, string name, int level) => text.Append(' ', level * 2).Append("</").Append(name).Append(">\n");

    private static void Escape(StringBuilder text, string value, bool isAttribute)
    {
        foreach (char c in value)
        {
            // Beside libvirt's five, what a reader would normalize away.
            _ = c switch
            {
                '<' => text.Append("&lt;"),
                '>' => text.Append("&gt;"),
                '&' => text.Append("&amp;"),
                '\'' => text.Append("&apos;"),
                '"' => text.Append("&quot;"),
                '\r' => text.Append("&#13;"),
                '\n' when isAttribute => text.Append("&#10;"),
                '\t' when isAttribute => text.Append("&#9;"),
                _ => text.Append(c),
            };
        }
    }
}
