using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Analytics.Domain.Network;

namespace Analytics.ObjectStorage;

/// <summary>An object store does not do what is asked; the message says what to do and holds no secret.</summary>
public sealed class BucketFaultException(string message, Exception inner) : Exception(message, inner);

/// <summary>An object of a bucket.</summary>
/// <param name="Key">Its name, without the prefix of the settings.</param>
/// <param name="LengthBytes">Size in bytes, 0 or more.</param>
/// <param name="Version">Text that changes with its bytes, as the store tells it.</param>
public sealed record BucketObject(string Key, long LengthBytes, string Version);

/// <summary>
/// A place in an object store. Requests that may pass are tried again by the SDK; no redirect is followed, no proxy used,
/// and only addresses that may be used are connected to.
/// </summary>
public sealed class ObjectBucket : IDisposable
{
    private readonly BucketOptions options;
    private readonly AmazonS3Client client;

    /// <summary>Connects to nobody yet.</summary>
    /// <param name="options">Checked settings.</param>
    /// <param name="section">Their configuration key, for messages.</param>
    public ObjectBucket(BucketOptions options, string section)
    {
        this.options = options;
        var config = new AmazonS3Config
        {
            MaxErrorRetry = options.Attempts - 1,
            Timeout = TimeSpan.FromSeconds(options.TimeoutSeconds),
            ForcePathStyle = options.Endpoint is not null,
            HttpClientFactory = new GuardedClients(options, section),

            // Stores that are not AWS do not know the newer checksums; what is not asked for they need not.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        if (options.Endpoint is { } endpoint)
        {
            config.ServiceURL = endpoint;
            config.AuthenticationRegion = options.Region;
        }
        else
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(options.Region);
        }

        client = new AmazonS3Client(config);
    }

    /// <summary>All objects below the prefix and a further one, by key.</summary>
    /// <exception cref="BucketFaultException">The store does not list them.</exception>
    public Task<IReadOnlyList<BucketObject>> ListAsync(string below, CancellationToken cancellation) => TryAsync(async () =>
    {
        var objects = new List<BucketObject>();
        var request = new ListObjectsV2Request { BucketName = options.Bucket, Prefix = options.Prefix + below };
        ListObjectsV2Response page;
        do
        {
            page = await client.ListObjectsV2Async(request, cancellation);
            objects.AddRange((page.S3Objects ?? []).Select(found => new BucketObject(
                found.Key[options.Prefix.Length..], found.Size ?? 0, $"{found.ETag} {found.Size ?? 0}")));
            request.ContinuationToken = page.NextContinuationToken;
        }
        while (page.IsTruncated == true);
        return (IReadOnlyList<BucketObject>)[.. objects.OrderBy(static found => found.Key, StringComparer.Ordinal)];
    });

    /// <summary>Writes the bytes of an object.</summary>
    /// <exception cref="BucketFaultException">The store does not give it whole.</exception>
    public Task DownloadAsync(string key, Stream target, CancellationToken cancellation) => TryAsync(async () =>
    {
        using var answer = await client.GetObjectAsync(options.Bucket, options.Prefix + key, cancellation);
        await answer.ResponseStream.CopyToAsync(target, cancellation);
        return true;
    });

    /// <summary>Puts an object, replacing one of the same key at once.</summary>
    /// <exception cref="BucketFaultException">The store does not take it.</exception>
    public Task UploadAsync(string key, Stream bytes, CancellationToken cancellation) => TryAsync(() => client.PutObjectAsync(
        new PutObjectRequest
        {
            BucketName = options.Bucket,
            Key = options.Prefix + key,
            InputStream = bytes,
            AutoCloseStream = false,

            // Signed as a whole: stores that are not AWS take the signatures between pieces for bytes of the object.
            UseChunkEncoding = false,
        },
        cancellation));

    /// <summary>Deletes an object; a missing one is not an error.</summary>
    /// <exception cref="BucketFaultException">The store does not delete it.</exception>
    public Task DeleteAsync(string key, CancellationToken cancellation) =>
        TryAsync(() => client.DeleteObjectAsync(options.Bucket, options.Prefix + key, cancellation));

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    private async Task<T> TryAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (AmazonServiceException fault)
        {
            throw new BucketFaultException(
                $"Bucket {options.Bucket}: the store answered {(int)fault.StatusCode} {fault.ErrorCode}. Check the name of the "
                + "bucket, its region, and whether the key may do this.",
                fault);
        }
        catch (Exception fault) when (fault is AmazonClientException or HttpRequestException)
        {
            throw new BucketFaultException(
                $"Bucket {options.Bucket}: {(fault.InnerException ?? fault).Message} Check the endpoint, and that "
                + "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, a profile or a role of the machine give a key.",
                fault);
        }
    }

    private sealed class GuardedClients(BucketOptions options, string section) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(OutsideAddress.CreateHandler(
            options.AllowPrivateAddresses, $"{section}:{nameof(BucketOptions.AllowPrivateAddresses)}"))
        {
            Timeout = TimeSpan.FromSeconds(options.TimeoutSeconds),
        };
    }
}
