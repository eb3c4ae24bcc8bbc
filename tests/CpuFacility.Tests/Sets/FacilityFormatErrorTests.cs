namespace CpuFacility.Tests.Sets;

public class FacilityFormatErrorTests
{
    [Fact]
    public void ToString_ErrorAndDefault_SayWhereAndWhat()
    {
        Assert.Equal("At position 4: A number is expected.", new FacilityFormatError(4, "A number is expected.").ToString());
        Assert.Equal("No error.", default(FacilityFormatError).ToString());
    }

    [Fact]
    public void Exception_FromErrorAndCause_KeepsBoth()
    {
        var cause = new InvalidOperationException();
        var exception = new FacilityFormatException(new FacilityFormatError(4, "A number is expected."), cause);
        Assert.Equal(4, exception.Position);
        Assert.Equal("A number is expected.", exception.Reason);
        Assert.Equal("At position 4: A number is expected.", exception.Message);
        Assert.Same(cause, exception.InnerException);
        Assert.IsAssignableFrom<FormatException>(exception);
    }

    [Fact]
    public void Exception_FromMessageOnly_IsAtPosition0()
    {
        var cause = new InvalidOperationException();
        var exception = new FacilityFormatException("no good", cause);
        Assert.Equal((0, "no good", "no good"), (exception.Position, exception.Reason, exception.Message));
        Assert.Same(cause, exception.InnerException);
        Assert.NotEmpty(new FacilityFormatException().Reason);
    }
}
