using System.Text;

namespace Analytics.Lake.Guard;

/// <summary>Cuts one CSV record into its fields.</summary>
internal static class CsvFields
{
    /// <summary>The fields, quotes taken off, blanks around them kept.</summary>
    public static List<string> Split(string record)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        var isQuoted = false;
        for (var index = 0; index < record.Length; index++)
        {
            var letter = record[index];
            if (letter == '"' && isQuoted && index + 1 < record.Length && record[index + 1] == '"')
            {
                field.Append('"');
                index++;
            }
            else if (letter == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (letter == ',' && !isQuoted)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else
            {
                field.Append(letter);
            }
        }

        fields.Add(field.ToString());
        return fields;
    }
}
